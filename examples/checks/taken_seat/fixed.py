"""Take a seat: its card must not be there yet."""


def take(seat, guest):
    with open(f"{seat}.txt", "xb") as card:
        card.write(guest.encode())
