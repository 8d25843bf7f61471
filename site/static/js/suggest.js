/**
 * Suggestions while typing, on every search form that carries `data-suggest` (an address answering
 * a JSON list of {title, url, type}). Follows the ARIA combobox pattern with a list: the focus stays
 * in the field, arrows move through the list. Without this file, or without an answer in time, the
 * form searches as it is.
 */
const DELAY = 200; // milliseconds of silence before asking
const PATIENCE = 3000; // milliseconds: a later answer would surprise more than help
const SHORTEST = 2; // letters

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.found = [];
    this.active = -1;
    this.build();
    this.input.addEventListener("input", () => this.schedule(DELAY));
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    window.addEventListener("pagehide", () => this.close());
    // A mouse or a finger must not take the focus from the field before the click lands.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  build() {
    this.list = document.createElement("ul");
    this.list.id = `${this.form.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.form.append(this.list, this.status);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "false");
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** What was asked is out of date at once; what is asked next waits for a pause. */
  schedule(delay) {
    this.forget();
    const words = this.input.value.trim();
    if (words.length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(words), delay);
  }

  async ask(words) {
    const request = new AbortController();
    this.request = request;
    const giveUp = setTimeout(() => request.abort(), PATIENCE);
    try {
      const address = `${this.form.dataset.suggest}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : [];
      if (this.request === request) this.show(found);
    } catch {
      // Overtaken, late, or the line is down: what is shown no longer answers what is typed.
      if (this.request === request) this.close();
    } finally {
      clearTimeout(giveUp);
    }
  }

  show(found) {
    if (document.activeElement !== this.input) return;
    this.found = found;
    this.list.replaceChildren(...found.map((item, index) => this.option(item, index)));
    this.list.scrollTop = 0;
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.activate(-1);
    this.status.textContent = this.isOpen
      ? `${found.length} suggestion${found.length > 1 ? "s" : ""}, flèches haut et bas pour les parcourir`
      : "Aucune suggestion";
  }

  option(item, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.className = "suggestions__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-label", `${item.title}, ${item.type}`); // a pause is heard between them
    option.dataset.index = index;
    const title = document.createElement("span");
    title.textContent = item.title;
    const kind = document.createElement("span");
    kind.className = "suggestions__type";
    kind.textContent = item.type;
    option.append(title, " ", kind);
    return option;
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      if (this.isOpen) {
        event.preventDefault();
        this.move(moves[event.key]);
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        this.schedule(0);
      }
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.active]);
    } else if (event.key === "Escape") {
      this.escape(event);
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.activate(-1); // back in the field, where the key moves the caret
    }
  }

  /** The first press closes the list, or the wait for it; the next one empties the field. */
  escape(event) {
    event.preventDefault();
    if (!this.isOpen) this.input.value = "";
    this.close();
  }

  /** One further or back; -1 is the field itself, between the last and the first. */
  move(step) {
    const places = this.found.length + 1;
    this.activate(((this.active + 1 + step + places) % places) - 1);
  }

  activate(index) {
    this.active = index;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === index));
    });
    const option = this.list.children[index];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  choose(option) {
    if (!option) return;
    const { url } = this.found[option.dataset.index];
    this.close();
    window.location.assign(url);
  }

  /** No question is on its way any more. */
  forget() {
    clearTimeout(this.timer);
    const asked = this.request;
    this.request = null;
    asked?.abort();
  }

  close() {
    this.forget();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
    this.status.textContent = "";
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);
