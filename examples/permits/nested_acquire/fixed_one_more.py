"""Save a web page with its picture, four downloads at a time."""

import threading

slots = threading.Semaphore(5)


def save(download, page):
    with slots:
        download(page)
        save_picture(download, page)


def save_picture(download, page):
    with slots:
        download(page + ".png")
