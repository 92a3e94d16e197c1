"""Runs every case through Linux and through Gatun, compares, and tells; see run."""

import argparse
import concurrent.futures
import importlib
import itertools
import multiprocessing
import os
import pathlib
import re
import sys
import tempfile
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RECORD = ROOT / "dataplane/docs/decisions/0003-differences-from-linux.md"
sys.path.insert(0, str(HERE))

import case as cases_of  # noqa: E402
import dissection  # noqa: E402
import linux_router  # noqa: E402
from gatun_router import Gatun  # noqa: E402
from outcome import compare  # noqa: E402

LINUX_ROUTERS = 6  # at a time: most of them wait for timers
GATUN_ROUTERS = 2


def _arguments():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--only", metavar="WORD", default="", help="cases whose name has it")
    parser.add_argument("--keep", metavar="DIR", help="keep Gatun's captures here")
    parser.add_argument("--seed", type=int, default=20_261_120, help="of the random frames")
    return parser.parse_args()


def _load(only, seed):
    os.environ["DIFFERENTIAL_SEED"] = str(seed)
    for file in sorted((HERE / "cases").glob("*.py")):
        importlib.import_module(f"cases.{file.stem}")
    return [cases_of.build(name) for name in cases_of.REGISTRY if only in name]


def _enter_worker(counter):
    with counter.get_lock():
        index = counter.value
        counter.value += 1
    allowed = sorted(os.sched_getaffinity(0))
    linux_router.enter_namespace(allowed[index % len(allowed)])


def _through_linux(name):
    return linux_router.run(cases_of.build(name))


def _result(future):
    """An outcome, or the sentence why there is none."""
    try:
        return future.result(), None
    except Exception as failure:  # told as the failure of one case, whatever it is
        return None, "".join(traceback.format_exception_only(failure)).strip()


def _rows_on_record():
    return set(re.findall(r"^\| `([a-z0-9-]+)` \|", RECORD.read_text(), re.M))


def _run(cases, folder):
    context = multiprocessing.get_context("fork")
    counter = context.Value("i", 0)
    gatun = Gatun(ROOT, folder)
    with (
        concurrent.futures.ProcessPoolExecutor(
            LINUX_ROUTERS, context, _enter_worker, (counter,)
        ) as linux_pool,
        concurrent.futures.ThreadPoolExecutor(GATUN_ROUTERS) as gatun_pool,
    ):
        longest_first = sorted(cases, key=lambda case: -case.settle)
        linux = {case.name: linux_pool.submit(_through_linux, case.name) for case in longest_first}
        ours = {case.name: gatun_pool.submit(gatun.run, case) for case in cases}
        for case in cases:
            yield case, _result(linux[case.name]), _result(ours[case.name])


def _problems(case, linux, gatun):
    outcomes = [("Linux", *linux), ("Gatun", *gatun)]
    failures = [f"{who} did not run: {why}" for who, _, why in outcomes if why]
    return failures or compare(case, linux[0], gatun[0])


def main():
    arguments = _arguments()
    cases = _load(arguments.only, arguments.seed)
    folder = tempfile.TemporaryDirectory(prefix="gatun-differential-")
    keep = pathlib.Path(arguments.keep or folder.name).resolve()
    passed, failed, emitted, used = 0, 0, [], set()

    def tell(name, problems, remark=""):
        nonlocal passed, failed
        passed, failed = passed + (not problems), failed + bool(problems)
        print(f"{'FAIL' if problems else 'ok  '} {name}{remark}", flush=True)
        for problem in itertools.islice(problems, 12):
            print(f"     {problem}")
        if len(problems) > 12:
            print(f"     and {len(problems) - 12} more")

    on_record = _rows_on_record()
    for case, linux, gatun in _run(cases, keep):
        records = case.records()
        used |= records
        problems = _problems(case, linux, gatun)
        problems += [f"{name} is not in {RECORD}" for name in sorted(records - on_record)]
        remark = f" (on record: {', '.join(sorted(records))})" if records else ""
        tell(case.name, problems, remark)
        if gatun[0]:
            emitted.append((case, gatun[0]))
    packets, problems = dissection.judge(emitted, keep)
    tell("dissection", problems, f" ({packets} packets of Gatun read by tshark and scapy)")
    if not arguments.only:
        tell(
            "record",
            [f"{name} is on record, and no case shows it" for name in sorted(on_record - used)],
        )
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
