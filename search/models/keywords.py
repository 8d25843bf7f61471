"""How pages are given keywords: a typed twin of an existing keyword becomes that keyword."""

from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager

from .vocabulary import Keyword


class _TwinResolvingManager(_ClusterTaggableManager):
    def _to_tag_model_instances(self, tags: list, tag_kwargs: dict) -> list:
        # Here and not in the form: imports and the shell must not create twins either.
        chosen: dict[str, Keyword | str] = {}
        for tag in tags:
            name = tag if isinstance(tag, str) else tag.name
            known = Keyword.objects.twin_of(name) if isinstance(tag, str) else tag
            chosen.setdefault(Keyword.fold(name), known or tag)
        return super()._to_tag_model_instances(list(chosen.values()), tag_kwargs)


class KeywordsManager(ClusterTaggableManager):
    """`page.keywords`: free tagging on Keyword, without twins."""

    def __get__(self, instance: object, model: type) -> _TwinResolvingManager:
        return _TwinResolvingManager(
            through=self.through, model=model, instance=instance, prefetch_cache_name=self.name
        )
