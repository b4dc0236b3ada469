"""tf.contrib.training.HParams: settings by name, which a command line may change."""
import json
import re

ITEM = re.compile(r"\s*([a-zA-Z]\w*)\s*=\s*(\[[^]]*\]|[^,]*)(?:,|$)")


class HParams:
    """Settings as attributes: HParams(rate=0.1, layers=[3, 2]).parse("rate=0.2,layers=[4]")."""

    def __init__(self, **settings):
        for name, value in settings.items():
            self.add_hparam(name, value)

    def add_hparam(self, name, value):
        if hasattr(self, name):
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        setattr(self, name, value)

    def set_hparam(self, name, value):
        """Change a setting; its type stays. Raises KeyError for an unknown name, ValueError for another type."""
        before = vars(self)[name]
        if isinstance(before, list) != isinstance(value, list):
            raise ValueError(f"Must {'' if isinstance(before, list) else 'not '}pass a list for {name}")
        types = {type(item) for item in (before if isinstance(before, list) else [before]) if item is not None}
        of_type = next(iter(types), None)
        setattr(self, name, [_cast(name, of_type, item) for item in value] if isinstance(value, list)
                else _cast(name, of_type, value))

    def del_hparam(self, name):
        if hasattr(self, name):
            delattr(self, name)

    def parse(self, values):
        """Change settings with a text "name=value,name=[value,value]". Raises ValueError for any other text."""
        at = 0
        while at < len(values):
            found = ITEM.match(values, at)
            if not found or found[1] not in vars(self):
                raise ValueError(f"Could not parse, or unknown hyperparameter: {values[at:]}")
            text = found[2].strip()
            self.set_hparam(found[1], [part.strip() for part in text[1:-1].split(",") if part.strip()]
                            if text.startswith("[") else text)
            at = found.end()
        return self

    def override_from_dict(self, values):
        for name, value in values.items():
            self.set_hparam(name, value)
        return self

    def parse_json(self, values):
        return self.override_from_dict(json.loads(values))

    def to_json(self, indent=None, separators=None, sort_keys=False):
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def values(self):
        return dict(vars(self))

    def get(self, key, default=None):
        return vars(self).get(key, default)

    def __contains__(self, key):
        return key in vars(self)

    def __repr__(self):
        return f"HParams({sorted(vars(self).items())})"


def _cast(name, of_type, value):
    if of_type is None or isinstance(value, of_type) and not (of_type is int and isinstance(value, bool)):
        return value
    if of_type is bool:
        known = {"true": True, "false": False, "1": True, "0": False}
        if str(value).lower() in known:
            return known[str(value).lower()]
    elif of_type is float and not isinstance(value, bool) or isinstance(value, str):
        try:
            return of_type(value)
        except ValueError:
            pass
    raise ValueError(f"Could not cast hyperparameter '{name}' of type {of_type.__name__} from value {value!r}")
