"""How well the ranking foresees what will be read: clicks, votes, publishers' lists and coverage, beside the usual formulas."""

# The protocol is that of the data's README: at time t a method sees only what was recorded up to t; NDCG@10 with the truth itself as gain,
# over what is known at t; ties by id. All formulas come from feedsvc.cascade and feedsvc.trending; only the replay is here.
#   clicks    every 30 minutes, the whole log and thinned to 10 %, 1 % and 0.2 % (seeds 0, 1, 2), 1 and 3 hours ahead
#   votes     every look at a front page with vote counts, 1 and 3 hours ahead
#   lists     a publisher's most-read list 1, 3 and 6 hours later, with the present one and with the front page only
#   coverage  every 2 hours: which stories most outlets will add to in the next 6 hours; the stories are our own grouping, and the harder
#             the finer they are: figures compare with others of the same grouping only, and the sizes of the largest are printed
#   churn     of the list shown from the clicks: re-entries a day with and without hysteresis, and what it costs
#   speed     events/s and scores/s of one core
#   tick      the lists of a store with 100,000 live articles after 1 % of them were touched
#   flat      not among the others unless asked for: the score of each case, and of the grouping, around every constant that was chosen on
#             records, each moved alone (half an hour)
# --write FOLDER renews the tables between the markers of FOLDER/trending.md, with flat its plots too: the rows of what was run, no others.
# Each case prints JSON lines with the best peer of the same run, and a table on standard error.
#
#   python tests/bench/trending.py [DATA_DIR] [--only CASE] [--quick] [--write docs]

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench._calm import churn, speed  # noqa: E402
from tests.bench._clicks import clicks  # noqa: E402
from tests.bench._coverage import coverage  # noqa: E402
from tests.bench._flat import flat  # noqa: E402
from tests.bench._flat_page import write  # noqa: E402
from tests.bench._lists import lists  # noqa: E402
from tests.bench._scoring import PRINTED  # noqa: E402
from tests.bench._tick import tick  # noqa: E402
from tests.bench._votes import votes  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT = ROOT.parent / "shared" / "data" / "trending"
CASES: dict[str, Callable[[Path, int], None]] = {
    "clicks": clicks,
    "votes": votes,
    "lists": lists,
    "coverage": coverage,
    "churn": churn,
    "speed": speed,
    "tick": tick,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--only", choices=[*CASES, "flat"])
    parser.add_argument("--quick", action="store_true", help="every fifth tick only")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="renew the tables and plots of FOLDER/trending.md")
    options = parser.parse_args()
    if not options.folder.is_dir():
        sys.exit(f"{options.folder} is no folder; give the one that holds globo_clicks.csv.gz and the others.")
    for name, case in CASES.items():
        if options.only in {None, name}:
            case(options.folder, 5 if options.quick else 1)
    measured = [*PRINTED]
    charts = flat(options.folder, 5 if options.quick else 1) if options.only == "flat" else []
    if options.write:
        write(options.write, charts, measured)


if __name__ == "__main__":
    main()
