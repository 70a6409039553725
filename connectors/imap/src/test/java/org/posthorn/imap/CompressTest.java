package org.posthorn.imap;

import org.junit.jupiter.api.Test;

class CompressTest {
  @Test
  void compressionStartsOnceAndAfterLogin() { // RFC 4978 §3
    ImapLines.to(new FakeStore())
        .play(
            """
            S: * OK [CAPABILITY ${before}] mx.posthorn.test ready
            C: a COMPRESS DEFLATE
            S: a BAD ${_}
            C: b LOGIN ann@posthorn.test secret
            S: b OK [CAPABILITY ${after}] Logged in
            C: c COMPRESS LZW
            S: c BAD Unknown compression
            C: d COMPRESS
            S: d BAD Missing space
            C: e COMPRESS DEFLATE DEFLATE
            S: e BAD Unexpected text at the end of the command
            C: f compress deflate
            S: f OK DEFLATE active
            C: g COMPRESS DEFLATE
            S: g NO [COMPRESSIONACTIVE] ${_}
            """);
  }
}
