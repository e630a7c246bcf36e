"""Threads that take turns: what a pool would do at once is done piece by piece, in an order that the dice choose."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar
from unittest.mock import patch

from simulated_world import Ended, World

from holdfast.daemon import work
from holdfast.engine.crew import Crew, Outcome

Task = TypeVar("Task")
Value = TypeVar("Value")


def turns(world: World) -> type[Crew[Any, Any]]:
    """The crew of this world: no threads, else the same."""

    class Turns(Crew[Task, Value]):
        def __init__(self, size: int, work: Callable[[Task], Value]) -> None:
            super().__init__(0, work)
            self._waiting: list[Task] = []

        def give(self, task: Task) -> None:
            self.busy += 1
            self._waiting.append(task)

        def take(self, patience: float) -> Outcome[Task, Value] | None:
            if not self._waiting:
                world.sleep(patience)
                return None
            task = self._waiting.pop(world.dice.randrange(len(self._waiting)))
            self.busy -= 1
            try:
                return Outcome(task, self._work(task), None)
            except Ended:
                raise
            except BaseException as error:  # noqa: BLE001 - as the crew does
                return Outcome(task, None, error)

        def dismiss(self, patience: float) -> None:
            pass

    return Turns


class AtOnce(ThreadPoolExecutor):
    """A pool that does what it is given at once."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Ended:
            raise
        except BaseException as error:  # noqa: BLE001 - as a pool does
            done.set_exception(error)
        return done


@contextmanager
def one_thread(world: World) -> Iterator[None]:
    """Wherever Holdfast would start threads, it takes turns."""
    for job in (*work.IN_THE_LIBRARY, *work.AT_HOME):  # what is loaded later would be overlooked
        work.load(job)
    others = {Crew: turns(world), ThreadPoolExecutor: AtOnce}
    with ExitStack() as stack:
        for module in [each for name, each in sorted(sys.modules.items()) if name.startswith("holdfast.")]:
            for name, value in list(vars(module).items()):
                for kind, other in others.items():
                    if value is kind and module.__name__ != "holdfast.engine.crew":
                        stack.enter_context(patch.object(module, name, other))
        yield
