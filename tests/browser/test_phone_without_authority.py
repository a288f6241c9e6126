"""The office's screens know its authority, the clients' telephones do not: both work, and no telephone is warned."""

import io
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Error, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.certificates import Authority, pin

pytestmark = pytest.mark.browser
FULL_HD = {"width": 1080, "height": 1920}
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def certificate(tmp_path_factory):
    """Certificate and key of the office, of an authority that nobody knows but its own screens."""
    return Authority(tmp_path_factory.mktemp("authority")).signs("DNS:localhost", "IP:127.0.0.1")


@pytest.fixture
def more(certificate):
    """The office answers over https, telephones have a plain door."""
    return ("--certificate", certificate[0], "--key", certificate[1], "--phone-port", "0")


@pytest.fixture
def faults():
    """What any page complained of; the story fails when there is something."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def opened(browser, faults):
    """A page of a new person. knows: the certificate that this person's browser knows."""
    browsers = []

    def at(size, knows=""):
        own = browser
        if knows:
            trusted = f"--ignore-certificate-errors-spki-list={pin(knows)}"
            own = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, trusted])
            browsers.append(own)
        context = own.new_context(locale="fr-FR", viewport=size)
        browsers.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: message.type == "error" and faults.append(message.text))
        return page

    yield at
    for each in reversed(browsers):
        each.close()


def _seen(views, url, frame):
    if str(frame).startswith('42["view"'):
        views.append(url)


def _touch(page, what):
    page.locator(what).wait_for(state="visible")
    page.wait_for_timeout(550)
    page.locator(what).click()


def test_screens_are_safe_and_a_telephone_that_knows_no_authority_opens_its_ticket_without_a_warning(
    bureau, certificate, opened
):
    kiosk = opened(FULL_HD, knows=certificate[0])
    views = []
    kiosk.on("websocket", lambda line: line.on("framereceived", lambda frame: _seen(views, line.url, frame)))
    kiosk.goto(bureau.url)
    kiosk.goto(bureau.url + "/kiosk")
    expect(kiosk.locator("#time")).not_to_be_empty()
    assert bureau.url.startswith("https://")
    assert kiosk.evaluate("isSecureContext")
    assert (
        kiosk.evaluate("navigator.serviceWorker.ready.then((one) => one.active.scriptURL)").partition("?")[0]
        == f"{bureau.url}/kiosk/worker.js"
    )
    cookies = {
        cookie["name"]: (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["path"])
        for cookie in kiosk.context.cookies()
    }
    assert set(cookies) == {"__Host-device", "__Host-staff", "__Host-session", "__Host-language"}
    assert set(cookies.values()) == {(True, True, "Strict", "/")}

    _touch(kiosk, '[data-do="tile"][data-value="collect"]')
    _touch(kiosk, '[data-do="need"][data-value="parcel_notice"]')
    expect(kiosk.locator("#number")).not_to_be_empty()
    number = kiosk.locator("#number").inner_text()
    code = kiosk.locator("#qr")
    expect(code).to_be_visible()
    code.evaluate("(picture) => picture.decode()")
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
    assert len(read) == 1
    assert urlsplit(read[0].text).scheme == "http"
    assert views
    assert all(url.startswith("wss://localhost") for url in views)

    phone = opened(TELEPHONE)
    phone.goto(read[0].text)
    expect(phone.locator("h1 .number")).to_have_text(number)
    expect(phone.get_by_text("Asseyez-vous")).to_be_visible()
    expect(phone.get_by_text("Je m'en vais")).to_have_count(0)
    phone.wait_for_load_state("networkidle")
    phone.get_by_role("link", name="Polski").click()
    expect(phone.locator("html")).to_have_attribute("lang", "pl")
    assert phone.context.cookies() == []

    # The same telephone at the office's own address: this is the warning that the plain door spares a client.
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        phone.goto(bureau.url + urlsplit(read[0].text).path)
