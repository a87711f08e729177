"""Shrink the pictures of an album in two processes."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

spawn = multiprocessing.get_context("spawn")


def shrink_all(shrink, pictures):
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        return list(pool.map(shrink, pictures))
