"""The model pack, indexed by what is looked up in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.energy.cages import bounds
from pipeline.energy.names import family_of, key
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from schemas.model_pack import Datasheet, Fact, Hardware, ModelPack, SensorCheck, TermName


@dataclass(frozen=True, slots=True)
class Module:
    """What is known of what sits in a port."""

    name: str
    """Its class as the pack calls it, or as it was written where the pack has none."""
    family: str
    """copper, base_t or optical."""
    maximum_w: float | None = None
    """Most that the module draws by its datasheet."""
    rows: tuple[str, ...] = ()
    """Rows that say so."""
    speed: str | None = None
    """What it runs at, unless the port says otherwise."""


@dataclass(slots=True)
class Known:
    """Facts by hardware, class, speed and term."""

    pack: ModelPack
    digest: str = ""
    """Of what the pack was read from; of its canonical form where nothing else is said."""
    _hardware: dict[str, Hardware] = field(default_factory=dict)
    _facts: dict[tuple[str, str, str, str], Fact] = field(default_factory=dict)
    _pools: dict[tuple[str, str, str], list[Fact]] = field(default_factory=dict)
    _modules: dict[str, Module] = field(default_factory=dict)
    _datasheets: dict[str, Datasheet] = field(default_factory=dict)
    _sensors: dict[str, SensorCheck] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the rows."""
        pack = self.pack
        self.digest = self.digest or digest_of(pack.model_dump(mode="json"))
        for one in pack.hardware:
            for name in (one.model, *one.aliases):
                self._hardware.setdefault(key(name), one)
        for fact in pack.facts:
            if fact.quality == "unusable":
                continue
            self._facts[key(fact.hardware), fact.optic or "", fact.speed or "", fact.term] = fact
            self._pools.setdefault((fact.optic or "", fact.speed or "", fact.term), []).append(fact)
        most: dict[str, list[float]] = {}
        for optic in pack.optics:
            most.setdefault(optic.optic, []).append(float(optic.maximum_w))
        families = {one.name: one for one in pack.classes}
        for one_class in pack.classes:
            typical = sorted(most.get(one_class.name, []))
            module = Module(
                one_class.name,
                one_class.family,
                typical[len(typical) // 2] if typical else None,
                tuple(sorted(row.id for row in pack.optics if row.optic == one_class.name)[:1]),
                one_class.speed,
            )
            for name in (one_class.name, *one_class.aliases):
                self._modules.setdefault(key(name), module)
        for optic in pack.optics:
            of_class = families[optic.optic]
            self._modules[key(optic.part)] = Module(
                optic.optic, of_class.family, float(optic.maximum_w), (optic.id,), of_class.speed
            )
        self._datasheets = {key(one.hardware): one for one in pack.datasheets}
        self._sensors = {key(one.hardware): one for one in pack.sensors}

    def hardware(self, model: str) -> Hardware | None:
        """Return the hardware of that name."""
        return self._hardware.get(key(model))

    def built_in_copper(self, model: str, port: str) -> bool:
        """Tell whether a port of a model is built-in copper: no module can be plugged there."""
        found = self.hardware(model)
        return found is not None and port.startswith(found.copper)

    def model(self, name: str) -> str:
        """Return how the pack spells a model; as written where it does not know it."""
        found = self.hardware(name)
        return found.model if found else name

    def module(self, part: str) -> Module | None:
        """Return what a part number or class is; None where neither the pack nor its words say."""
        found = self._modules.get(key(part))
        if found is None and " " in part and (family := family_of(part)):
            most, speed = bounds(part, family)
            return Module(part, family, most, speed=speed)
        return found

    def module_in(self, port: str, module: str) -> Module | None:
        """Return what sits in a kind of port, as laboratories write it; a part number stands for itself."""
        words = f"{port} {module}".strip()
        return self._modules.get(key(words)) or self._modules.get(key(module)) or self.module(words)

    def fact(self, model: str, optic: str, speed: str, term: TermName) -> Fact | None:
        """Return the usable fact of exactly that."""
        return self._facts.get((key(self.model(model)), optic, speed, term))

    def facts_of(self, model: str) -> tuple[Fact, ...]:
        """Return all usable facts of a model, by id."""
        wanted = key(self.model(model))
        return tuple(sorted((one for (hw, *_), one in self._facts.items() if hw == wanted), key=lambda one: one.id))

    def pool(self, optic: str, speed: str, term: TermName, *, without: str) -> tuple[Fact, ...]:
        """Return the usable facts of all other models, by id."""
        own = key(self.model(without))
        found = (one for one in self._pools.get((optic, speed, term), ()) if key(one.hardware) != own)
        return tuple(sorted(found, key=lambda one: one.id))

    def family_pool(self, family: str, speed: str | None, term: TermName, *, without: str) -> tuple[Fact, ...]:
        """Return the usable facts of all other models on modules of that family; speed None: at any speed."""
        own = key(self.model(without))
        classes = {one.name for one in self.pack.classes if one.family == family}
        return tuple(
            sorted(
                (
                    one
                    for (_, at, what), facts in self._pools.items()
                    for one in facts
                    if what == term and one.optic in classes and key(one.hardware) != own and at == (speed or at)
                ),
                key=lambda one: one.id,
            )
        )

    def datasheet(self, model: str) -> Datasheet | None:
        """Return the datasheet row of a model."""
        return self._datasheets.get(key(model))

    def sensor(self, model: str) -> SensorCheck | None:
        """Return how its own power sensor compares with a meter."""
        return self._sensors.get(key(self.model(model)))

    def floor_w(self, model: str) -> float:
        """Return by how much the model is wrong in any case."""
        found = self.hardware(model)
        return float(found.floor_w if found and found.floor_w is not None else self.pack.floor_w)

    def without(self, model: str) -> Known:
        """Return the pack as if nobody had ever measured that model."""
        own = key(self.model(model))
        keep = self.pack.model_copy(
            update={
                "facts": tuple(one for one in self.pack.facts if key(one.hardware) != own),
                "hardware": tuple(
                    one.model_copy(update={"floor_w": None}) if key(one.model) == own else one
                    for one in self.pack.hardware
                ),
                "sensors": tuple(one for one in self.pack.sensors if key(one.hardware) != own),
            }
        )
        return Known(keep, f"{self.digest} without {own}")
