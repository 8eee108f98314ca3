"""Looks that nobody waits for give way to what a person asks for."""

import threading

import pytest
from PySide6.QtCore import QObject

from kehoach_desktop.ui.idle_work import IdleWork


@pytest.fixture
def owner(qapp):
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_what_a_person_asks_for_waits_for_one_look_only(owner, background, settle):
    order, gate = [], threading.Event()
    looks = IdleWork(background, owner)
    looks.put(lambda: order.append("look 1") or gate.wait(5), lambda _: None)
    looks.put(lambda: order.append("look 2"), lambda _: None)
    background.run(lambda _: order.append("opening"))
    gate.set()
    settle()
    assert order == ["look 1", "opening", "look 2"]


def test_looks_that_are_dropped_are_not_done_and_not_told(owner, background, settle):
    done, told, gate = [], [], threading.Event()
    looks = IdleWork(background, owner)
    looks.put(lambda: gate.wait(5), told.append)
    looks.put(lambda: done.append(2), told.append)
    looks.drop()
    gate.set()
    settle()
    assert (done, told) == ([], [])
