"""The speaker of the kiosk and the display, in a real page: one clip after another, silence at once, a lost clip holds up nobody."""

import pytest

pytestmark = pytest.mark.browser

SPEAK = """async (sentences) => {
  const { Speaker } = await import(`/assets/${document.documentElement.dataset.pages}/static/voice.js`);
  window.heard = { most: 0, now: 0, names: [] };
  const play = HTMLAudioElement.prototype.play;
  HTMLAudioElement.prototype.play = function () {
    window.heard.now += 1;
    window.heard.most = Math.max(window.heard.most, window.heard.now);
    window.heard.names.push(new URL(this.src).pathname.split("/").pop());
    for (const end of ["ended", "pause", "error"]) this.addEventListener(end, () => { window.heard.now -= 1; }, { once: true });
    this.playbackRate = 8;
    return play.call(this);
  };
  window.speaker = new Speaker({ language: "fr" });
  return window.speaker.say(sentences);
}"""


def test_sentences_are_said_one_after_another_and_stop_at_once(people):
    display = people.display()
    calls = [{"name": "call", "facts": {"number": 101, "counter": 1 + at}} for at in range(4)]

    assert display.evaluate(SPEAK, calls) is True
    assert display.evaluate("window.heard.most") == 1
    assert display.evaluate("window.heard.names") == ["call"] * 4
    assert display.evaluate("document.documentElement.dataset") | {"spoken": "4", "speaking": ""} == display.evaluate(
        "document.documentElement.dataset"
    )

    stopped = display.evaluate(
        "(calls) => { const whole = window.speaker.say(calls); window.speaker.stop(); return whole; }", calls
    )
    assert stopped is False
    assert display.evaluate("window.speaker.speaking") is False


def test_a_clip_that_is_not_there_does_not_hold_up_the_next(people):
    display = people.display()
    people.link_may_break = True  # the browser itself notes the 404

    whole = display.evaluate(SPEAK, [{"name": "nothing"}, {"name": "call", "facts": {"number": 101, "counter": 1}}])

    assert whole is False
    assert display.evaluate("document.documentElement.dataset.spoken") == "1"
