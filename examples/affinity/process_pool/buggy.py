"""Shrink the pictures of an album in two processes."""

import multiprocessing

fork = multiprocessing.get_context("fork")


def shrink_all(shrink, pictures):
    pool = fork.Pool(2)
    done = pool.map(shrink, pictures)
    pool.close()  # an error never comes here
    pool.join()
    return done
