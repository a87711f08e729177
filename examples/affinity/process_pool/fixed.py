"""Shrink the pictures of an album in two processes."""

import multiprocessing

fork = multiprocessing.get_context("fork")


def shrink_all(shrink, pictures):
    with fork.Pool(2) as pool:
        return pool.map(shrink, pictures)
