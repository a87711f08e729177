"""Confirm an order and write to the customer."""

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    confirmed: Mapped[bool]


def confirm(engine, number, mail):
    with Session(engine, expire_on_commit=False) as session:
        order = session.get_one(Order, number)
        order.confirmed = True
        session.commit()
        mail(order.email)
