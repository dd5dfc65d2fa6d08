"""What comes over a kept connection without being asked for is the answer to no other request."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from scrapy import Request

from tests.wire import crawling

ONE = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
TRUE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue"
WRONG = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"


@contextmanager
def serving_late(first: bytes, late: bytes) -> Iterator[tuple[str, threading.Event, threading.Event]]:
    """Serve `first` and, once the first event is set, `late`, which the second one tells; TRUE to any other request."""
    read, sent = threading.Event(), threading.Event()

    def answer(connection: socket.socket) -> None:
        is_first = not read.is_set()
        with connection, suppress(ConnectionError):
            while connection.recv(65_536):
                connection.sendall(first if is_first else TRUE)
                if is_first:
                    is_first = not read.wait(10)
                    connection.sendall(late)
                    sent.set()

    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/", read, sent
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("first", "late", "is_begun"),
    [
        (ONE, WRONG, False),  # two answers to one request
        (ONE, WRONG[:-2], False),  # one that never ends: no limit of time would end the reading
        (ONE.replace(b"3", b"0")[:-3], ONE[-3:] + WRONG, False),  # a body longer than its length
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", WRONG, False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n", WRONG, False),
        (ONE[:-3], ONE[-3:] + WRONG, True),  # with the end of the body
    ],
)
async def test_what_comes_unasked_is_no_answer_to_the_next_request(first: bytes, late: bytes, is_begun: bool) -> None:
    with serving_late(first, late) as (base, read, sent):
        async with crawling(base) as (handler, _):
            request = Request(f"{base}one/")
            answer = asyncio.create_task(handler.download_request(request))
            while "download_latency" not in request.meta if is_begun else not answer.done():
                await asyncio.sleep(0)
            read.set()
            await answer
            assert await asyncio.to_thread(sent.wait, 10)
            for _ in range(3):  # the loop reads what has come
                await asyncio.sleep(0)
            response = await handler.download_request(Request(f"{base}two/"))
            assert response.body == b"true"
