"""Threads that do one kind of work while one thread gives out tasks and takes results."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

Task = TypeVar("Task")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Task, Value]):
    """What became of one task."""

    task: Task
    value: Value | None
    error: BaseException | None

    def result(self) -> Value:
        """The value, or the error raised."""
        if self.error is not None:
            raise self.error
        return cast(Value, self.value)


class Crew(Generic[Task, Value]):
    """`size` threads. They are daemon threads: one that hangs in a dead socket never keeps the process alive."""

    def __init__(self, size: int, work: Callable[[Task], Value]) -> None:
        self.busy = 0
        """Tasks given and not taken back."""
        self._work = work
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._outcomes: queue.SimpleQueue[Outcome[Task, Value]] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._run, daemon=True, name=f"crew-{n}") for n in range(size)]
        for thread in self._threads:
            thread.start()

    def give(self, task: Task) -> None:
        """One more task."""
        self.busy += 1
        self._tasks.put(task)

    def entrust(self) -> None:
        """One more task, which somebody else does; it ends with `settle`, or goes to the threads by `pass_on`."""
        self.busy += 1

    def settle(self, task: Task, value: Value) -> None:
        """What became of a task that was entrusted."""
        self._outcomes.put(Outcome(task, value, None))

    def pass_on(self, task: Task) -> None:
        """A task that was entrusted is for the threads now."""
        self._tasks.put(task)

    def take(self, patience: float) -> Outcome[Task, Value] | None:
        """The next result, or None when there was none within `patience` seconds."""
        try:
            outcome = self._outcomes.get(timeout=patience)
        except queue.Empty:
            return None
        self.busy -= 1
        return outcome

    def give_no_more(self) -> None:
        """The threads end when they have done what was given."""
        for _ in self._threads:
            self._tasks.put(None)

    def dismiss(self, patience: float) -> None:
        """No more tasks; wait for the threads, but not longer than that."""
        self.give_no_more()
        each = patience / len(self._threads)
        for thread in self._threads:
            thread.join(each)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                outcome = Outcome(task, self._work(task), None)
            except BaseException as error:  # noqa: BLE001 - handed to the thread that asked
                outcome = Outcome(task, None, error)
            self._outcomes.put(outcome)
