#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times a command as a whole process: wall clock, processor time (user + system, children included) and the
largest resident memory. Prints the smallest and the median of the runs.

    measure.py [-n RUNS] [-w WARM_UPS] [-i INPUT_FILE] LABEL COMMAND [ARGUMENT ...]

The command's output is dropped; its exit code is shown, as a command that fails quickly is not a fast one.
"""
import argparse
import os
import statistics
import sys
import time


def run(command, input_file):
    """Wall seconds, processor seconds, largest resident megabytes and exit code of one run."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(input_file, os.O_RDONLY), 0)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("-n", type=int, default=10, metavar="RUNS")
    arguments.add_argument("-w", type=int, default=2, metavar="WARM_UPS")
    arguments.add_argument("-i", default=os.devnull, metavar="INPUT_FILE")
    arguments.add_argument("label")
    arguments.add_argument("command", nargs=argparse.REMAINDER)
    given = arguments.parse_args()
    for _ in range(given.w):
        run(given.command, given.i)
    runs = [run(given.command, given.i) for _ in range(given.n)]
    codes = sorted({code for _, _, _, code in runs})
    walls = [wall for wall, _, _, _ in runs]
    cpus = [cpu for _, cpu, _, _ in runs]
    print(
        f"{given.label:<34} wall {min(walls):7.3f} s min {statistics.median(walls):7.3f} s median"
        f"   cpu {min(cpus):7.3f} s min {statistics.median(cpus):7.3f} s median"
        f"   rss {max(rss for _, _, rss, _ in runs):5.0f} MB   exit {','.join(map(str, codes))}"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
