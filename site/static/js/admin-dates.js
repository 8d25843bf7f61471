// When a field is left, Wagtail's calendar writes another date over what it cannot read: today's, or the 3rd of March
// over the 31st of February. What was typed stays: the server takes it, or says why not.
window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
