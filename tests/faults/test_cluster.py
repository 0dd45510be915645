"""A Dask cluster as it is met outside: scheduler and workers as processes of their own, each in a network namespace of
its own where that is allowed, so that nothing but addresses joins them.
"""

import os
import shutil
import subprocess
import time
from contextlib import ExitStack, contextmanager

import pytest

from clustercast.model.ensemble.child import environment, python
from tests.patience import PATIENCE
from tests.sweeps import files_of, sweep

PORT = 8786
SCHEDULER = ("scheduler", "--port", str(PORT), "--no-dashboard", "--no-show")
WORKER = ("worker", "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--no-nanny")


def ip(*words, check=True):
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True)


@contextmanager
def network(count):
    """Namespaces joined by a bridge: the words that begin a command in each, and the address of each. None where
    the system does not allow it.
    """
    mark, net = f"cc{os.getpid() % 100_000}", f"10.{200 + os.getpid() % 50}.{os.getpid() % 250}"
    with ExitStack() as stack:
        try:
            ip("link", "add", mark, "type", "bridge")
            stack.callback(ip, "link", "del", mark, check=False)
            ip("addr", "add", f"{net}.1/24", "dev", mark)
            ip("link", "set", mark, "up")
            for n in range(count):
                name = f"{mark}n{n}"
                ip("netns", "add", name)
                stack.callback(ip, "netns", "del", name, check=False)
                ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
                ip("link", "set", name, "master", mark, "up")
                ip("-n", name, "addr", "add", f"{net}.{n + 2}/24", "dev", "eth0")
                for device in ("lo", "eth0"):
                    ip("-n", name, "link", "set", device, "up")
        except (OSError, subprocess.CalledProcessError):
            yield None
            return
        yield [(("ip", "netns", "exec", f"{mark}n{n}"), f"{net}.{n + 2}") for n in range(count)]


@contextmanager
def cluster(places):
    """A scheduler in the first place, a worker in each other; gives the scheduler's address."""
    processes = []
    (before, host), *others = places
    address = f"tcp://{host}:{PORT}"
    try:
        begun = [(before, (*SCHEDULER, "--host", host))]
        begun += [(inside, (*WORKER, address, "--host", here)) for inside, here in others]
        for inside, (kind, *words) in begun:
            command = [*inside, *python("-m", f"distributed.cli.dask_{kind}", *words)]
            quiet = subprocess.DEVNULL
            processes.append(subprocess.Popen(command, env=environment(), stdout=quiet, stderr=quiet))
        yield address
    finally:
        for one in processes:
            one.kill()
            one.wait()


def ready(address, workers):
    """Waits until so many workers have come to the scheduler."""
    from distributed import Client

    for _ in range(2 * PATIENCE):
        try:
            with Client(address, timeout=5, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=PATIENCE)
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail("the cluster does not come up")


@pytest.mark.skipif(shutil.which("ip") is None, reason="no ip command")
def test_scheduler_and_workers_in_networks_of_their_own_give_the_same_bytes(whole, tmp_path):
    pytest.importorskip("distributed")
    with network(3) as places:
        if places is None:
            pytest.skip("network namespaces are not allowed here")
        with cluster(places) as address:
            ready(address, 2)
            sweep(tmp_path / "run", scheduler=address)
    assert files_of(tmp_path / "run") == whole[1]
