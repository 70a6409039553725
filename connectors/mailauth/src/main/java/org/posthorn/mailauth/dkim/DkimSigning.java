package org.posthorn.mailauth.dkim;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The signing of one message, which streams by; nothing of its body is held. For one thread. */
public final class DkimSigning {
  private final DkimSigner signer;
  private final BodyHashes bodies = new BodyHashes();
  private final MessageSplitter splitter;
  private final Optional<CrlfLines> lines;
  private @Nullable RawHeader header;

  DkimSigning(DkimSigner signer, boolean asLines) {
    this.signer = signer;
    bodies.want(DkimSigner.FORM, OptionalLong.empty());
    splitter = new MessageSplitter(complete -> header = complete, bodies::feed);
    lines = asLines ? Optional.of(new CrlfLines(splitter::feed)) : Optional.empty();
  }

  /** Takes the next octets of the message. */
  public void feed(ByteBuffer octets) {
    if (lines.isPresent()) {
      lines.get().feed(octets);
    } else {
      splitter.feed(octets);
    }
  }

  /**
   * The fields to put before the message, in ASCII, each ended by CRLF; empty where its header is
   * too long to be signed.
   */
  public String finish(Instant now) {
    lines.ifPresent(CrlfLines::finish);
    splitter.finish();
    RawHeader whole = header == null ? new RawHeader(List.of()) : header;
    return splitter.tooLong() ? "" : signer.sign(whole, bodies, now);
  }
}
