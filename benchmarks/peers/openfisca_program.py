"""OpenFisca on columns of cases, as a program of its own: it runs in OpenFisca's environment and imports nothing of ours.

OpenFisca is under the AGPL, so it is no dependency of this project, not even of its benchmark: `openfisca` starts this file
with another Python and talks to it in lines. Beside it lie the rules as text and the cases as arrays; a line ``run`` is
answered with the processor's seconds that it took, and ``keep`` writes the last verdicts.

    python openfisca_program.py FOLDER
"""

import json
import sys
import time
from pathlib import Path

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2021-01"


def main() -> None:
    """Reads, then does as it is told until the end of the input."""
    folder = Path(sys.argv[1])
    described = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    cases = dict(numpy.load(folder / "cases.npz"))
    system = _system(described)
    print("ready", flush=True)
    verdicts = {}
    for line in sys.stdin:
        if line.strip() == "run":
            start = time.process_time()
            verdicts = _run(system, described["rules"], cases)
            print(time.process_time() - start, flush=True)
        else:
            rows = [numpy.packbits(verdicts[name], bitorder="little") for name, _ in described["rules"]]
            numpy.save(folder / "verdicts.npy", numpy.stack(rows))
            print("kept", flush=True)


def _system(described):
    """Variables for the fields and for the rules, all of one entity."""
    case = build_entity("case", "cases", "A case", is_person=True)
    system = TaxBenefitSystem([case])
    for name, type_name in described["fields"]:
        kind = {"bool": bool, "int": int}[type_name]
        system.add_variable(
            type(
                name,
                (Variable,),
                {"value_type": kind, "entity": case, "definition_period": DateUnit.MONTH, "label": name},
            )
        )
    for name, expression in described["rules"]:
        scope = {"numpy": numpy}
        exec(f"def formula(case, period):\n    return {expression}", scope)
        system.add_variable(
            type(
                name,
                (Variable,),
                {
                    "value_type": bool,
                    "entity": case,
                    "definition_period": DateUnit.MONTH,
                    "label": name,
                    "formula": scope["formula"],
                },
            )
        )
    return system


def _run(system, rules, cases):
    """A simulation: the cases in, every rule asked for."""
    count = len(next(iter(cases.values())))
    simulation = SimulationBuilder().build_default_simulation(system, count=count)
    for name, values in cases.items():
        simulation.set_input(name, PERIOD, values)
    return {name: simulation.calculate(name, PERIOD) for name, _ in rules}


if __name__ == "__main__":
    main()
