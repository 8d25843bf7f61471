"""How officers steer the public search: synonyms tried before they are saved, pages they choose, searches counted."""
