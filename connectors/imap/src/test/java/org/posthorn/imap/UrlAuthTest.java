package org.posthorn.imap;

import org.junit.jupiter.api.Test;

/** URLs that give others access to messages. RFC 4467. */
class UrlAuthTest {
  private static final String MESSAGE = "Subject: draft\r\nBcc: x@y.test\r\n\r\nhello\r\n";

  private final FakeStore store = new FakeStore();

  @Test
  void whomTheUrlIsForGetsWhatItNames() {
    store.deliver("Sent", MESSAGE);
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1/;SECTION=TEXT;URLAUTH=user+ann%40posthorn.test" INTERNAL
            S: * GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1/;SECTION=TEXT;URLAUTH=user+ann%40posthorn.test:INTERNAL:${token}"
            S: a OK ${_}
            C: b URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1/;SECTION=TEXT;URLAUTH=user+ann%40posthorn.test:INTERNAL:${token}"
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1/;SECTION=TEXT;URLAUTH=user+ann%40posthorn.test:INTERNAL:${token}" {7}
            S: hello
            S:
            S: b OK ${_}
            C: c URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1;URLAUTH=user+ann%40posthorn.test:INTERNAL:${token}"
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1;URLAUTH=user+ann%40posthorn.test:INTERNAL:${token}" NIL
            S: c OK ${_}
            C: d RESETKEY Sent INTERNAL
            S: d OK [URLMECH INTERNAL] ${_}
            C: e URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1/;SECTION=TEXT;URLAUTH=user+ann%40posthorn.test:INTERNAL:${token}"
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent;UIDVALIDITY=1002/;UID=1/;SECTION=TEXT;URLAUTH=user+ann%40posthorn.test:INTERNAL:${token}" NIL
            S: e OK ${_}
            C: f RESETKEY
            S: f OK ${_}
            """);
  }

  @Test
  void aUrlForSubmissionOrThatHasExpiredGivesNothing() { // RFC 4467 §3
    store.deliver("Sent", MESSAGE);
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=submit+ann%40posthorn.test" INTERNAL "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;EXPIRE=2001-01-01T00:00:00Z;URLAUTH=anonymous" INTERNAL
            S: * GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=submit+ann%40posthorn.test:INTERNAL:${one}" "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;EXPIRE=2001-01-01T00:00:00Z;URLAUTH=anonymous:INTERNAL:${two}"
            S: a OK ${_}
            C: b URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=submit+ann%40posthorn.test:INTERNAL:${one}" "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;EXPIRE=2001-01-01T00:00:00Z;URLAUTH=anonymous:INTERNAL:${two}"
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=submit+ann%40posthorn.test:INTERNAL:${one}" NIL
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;EXPIRE=2001-01-01T00:00:00Z;URLAUTH=anonymous:INTERNAL:${two}" NIL
            S: b OK ${_}
            """);
  }

  @Test
  void onlyOnesOwnMailIsGivenAway() {
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a GENURLAUTH "imap://bob%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=anonymous" INTERNAL
            S: a NO ${_}
            C: b GENURLAUTH "imap://ann%40posthorn.test@elsewhere.test/Sent/;UID=1;URLAUTH=anonymous" INTERNAL
            S: b NO ${_}
            C: c GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/None/;UID=1;URLAUTH=anonymous" INTERNAL
            S: c NO ${_}
            C: d GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=anonymous" OTHER
            S: d BAD ${_}
            C: e URLFETCH http://x.test/ "/Sent/;UID=1"
            S: * URLFETCH "http://x.test/" NIL
            S: * URLFETCH "/Sent/;UID=1" NIL
            S: e OK ${_}
            C: f RESETKEY None
            S: f NO ${_}
            """);
  }

  private static final String PARTS =
      String.join(
          "\r\n",
          "Subject: parts",
          "Content-Type: multipart/mixed; boundary=b",
          "",
          "--b",
          "Content-Type: text/plain",
          "Content-Transfer-Encoding: base64",
          "",
          "aGVsbG8=",
          "--b",
          "Content-Type: message/rfc822",
          "",
          "Subject: inner",
          "Content-Type: image/png",
          "Content-Transfer-Encoding: base64",
          "",
          "AAEC",
          "--b",
          "Content-Transfer-Encoding: x-odd",
          "",
          "odd",
          "--b--",
          "");

  @Test
  void partsComeWithoutTheirEncodingAndWithWhatIsKnownOfThem() { // RFC 5524 §4
    store.deliver("Sent", PARTS);
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=1;URLAUTH=anonymous" INTERNAL "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=3;URLAUTH=anonymous" INTERNAL
            S: * GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=1;URLAUTH=anonymous:INTERNAL:${one}" "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=3;URLAUTH=anonymous:INTERNAL:${three}"
            S: a OK ${_}
            C: b URLFETCH ("imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=1;URLAUTH=anonymous:INTERNAL:${one}" BODYPARTSTRUCTURE BINARY)
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=1;URLAUTH=anonymous:INTERNAL:${one}" (BODYPARTSTRUCTURE ("text" "plain" ${_} "BINARY" 5 ${_})) (BINARY {5}
            S: hello)
            S: b OK ${_}
            C: c URLFETCH ("imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=1;URLAUTH=anonymous:INTERNAL:${one}" BODY BODYPARTSTRUCTURE)
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=1;URLAUTH=anonymous:INTERNAL:${one}" (BODY {8}
            S: aGVsbG8=) (BODYPARTSTRUCTURE ("text" "plain" ${_} "base64" 8 ${_}))
            S: c OK ${_}
            C: d URLFETCH ("imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=3;URLAUTH=anonymous:INTERNAL:${three}" BINARY) ("imap://none.test/" BINARY)
            S: * URLFETCH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1/;SECTION=3;URLAUTH=anonymous:INTERNAL:${three}" (BINARY NIL)
            S: * URLFETCH "imap://none.test/" NIL
            S: d OK ${_}
            C: e URLFETCH ("imap://none.test/" BINARY BODY)
            S: e BAD ${_}
            C: f URLFETCH ("imap://none.test/" BODY BODY)
            S: f BAD ${_}
            C: g URLFETCH ("imap://none.test/" OTHER)
            S: g BAD ${_}
            C: h URLFETCH ("imap://none.test/")
            S: * URLFETCH "imap://none.test/" NIL
            S: h OK ${_}
            """);
  }

  @Test
  void whatAUrlGivesAccessToCanBeAPartOfANewMessage() { // RFC 4469 §3
    store.deliver("Sent", MESSAGE);
    ImapLines.to(store)
        .playLoggedIn(
            """
            C: a GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=user+ann%40posthorn.test" INTERNAL "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=user+bob%40posthorn.test" INTERNAL
            S: * GENURLAUTH "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=user+ann%40posthorn.test:INTERNAL:${mine}" "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=user+bob%40posthorn.test:INTERNAL:${his}"
            S: a OK ${_}
            C: b APPEND INBOX CATENATE (URL "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=user+ann%40posthorn.test:INTERNAL:${mine}")
            S: b OK [APPENDUID ${_}] ${_}
            C: c APPEND INBOX CATENATE (URL "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=user+bob%40posthorn.test:INTERNAL:${his}")
            S: c NO [BADURL ${_}
            C: d RESETKEY Sent INTERNAL
            S: d OK ${_}
            C: e APPEND INBOX CATENATE (URL "imap://ann%40posthorn.test@mx.posthorn.test/Sent/;UID=1;URLAUTH=user+ann%40posthorn.test:INTERNAL:${mine}")
            S: e NO [BADURL ${_}
            """);
  }
}
