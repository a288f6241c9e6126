"""How much may come through the door, and how fast. A person, a screen and a busy waiting room stay far below."""

HEAD_BYTES = 16 * 1024
"""A request's first line and headers: a browser with its cookies sends about one thousand."""
HEAD_SECONDS = 10
"""From the first byte of a request to the end of its headers."""
IDLE_SECONDS = 75
"""A connection without a request: browsers close theirs after one to five minutes, and open another when they need one."""
BODY_BYTES = 64 * 1024
"""A command is some hundred bytes, a form less."""
BODY_SECONDS = 10
PATH_BYTES = 1024
QUERY_BYTES = 2048
QUERY_FIELDS = 40
JSON_BRACKETS = 400
"""Opening brackets in a JSON text, and so its depth: a command has a handful, a parser stands more than twice as many."""

STRANGERS_OF_ADDRESS = 64
"""Connections of one address that showed no paired device: a browser opens six, and several telephones may share an address."""
STRANGERS = 1024
"""The same of the whole process."""
CONNECTIONS_OF_DEVICE = 256
"""A paired device: the demonstration's browser has all screens open at once, a proxy may keep some more."""
CONNECTIONS = 6000
"""Of the whole process: twice the screens that one office's process was measured with."""

STRANGER_REQUESTS_PER_SECOND = 50
STRANGER_REQUESTS_AT_ONCE = 300
"""Of one address, without a paired device: a page with all its files is some forty requests."""
STRANGERS_AT_A_TIME = 8
"""Requests of all who showed no paired device."""
REQUESTS_AT_A_TIME = 8
"""Of one paired device: a browser opens six; the rest of theirs waits its turn while others are answered."""
LONGEST_DELAY_SECONDS = 2
"""A stranger who asks faster is answered later, up to this; beyond it is refused."""

NAMED_SECONDS = 5
"""A websocket has so long to say which screen it is."""
MESSAGE_BYTES = 64_000
"""The largest message a screen may send."""
MESSAGES_PER_SECOND = 50
MESSAGES_AT_ONCE = 100
"""Of one websocket: an outbox that empties itself after a lost link sends fifty."""
DEVICE_MESSAGES_PER_SECOND = 1000
DEVICE_MESSAGES_AT_ONCE = 2000
"""Of all websockets of one device: each answers a ping every ten seconds and asks for its view after a lost message."""
OVER_SECONDS = 10
"""Over its budget of messages for so long without a pause, a websocket is sent away."""
BYTES_PER_SECOND = 64_000
BYTES_AT_ONCE = 256_000
MESSAGES_UNHANDLED = 32
"""Messages of one websocket that were read and not yet handled; the rest waits in the sender's own buffer."""
TAKEN_SECONDS = 30
"""An answer over HTTP, some hundred kilobytes at most, is taken in so long or not at all: a telephone in a cellar takes 7 kB/s."""
SEND_SECONDS = 15
"""A reader that takes nothing for so long is gone."""
PING_SECONDS = 10
"""A screen is asked so often whether it is there."""
PONG_SECONDS = 8
"""It has so long to answer."""
NEWS_UNSENT = 8
"""Messages for one websocket that it has not taken yet: until it does it gets no further view; the next one is whole anyhow."""
UNSENT_MOST = 256
"""Messages of any kind that wait for one websocket: it asks for more than it reads, and is sent away with the next look."""
REFRESH_SECONDS = 0.5
"""A screen that asks for its view more often gets it so often."""
