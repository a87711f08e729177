"""Shrink the pictures of an album in two processes."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

fork = multiprocessing.get_context("fork")


def shrink_all(shrink, pictures):
    with ProcessPoolExecutor(2, mp_context=fork) as pool:
        return list(pool.map(shrink, pictures))
