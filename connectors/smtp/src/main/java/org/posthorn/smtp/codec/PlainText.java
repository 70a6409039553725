package org.posthorn.smtp.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches octets go by for what text may not contain: see {@link TextFault}. */
public final class PlainText {
  private boolean afterCr;
  private @Nullable TextFault fault;
  private boolean nul;

  /** Looks at the octets of a buffer and takes none. */
  public void watch(ByteBuffer octets) {
    for (int i = octets.position(); i < octets.limit(); i++) {
      byte octet = octets.get(i);
      if (octet > '\r' && !afterCr) {
        continue; // nearly all
      }
      if ((octet == '\n') != afterCr) {
        found(TextFault.BARE_LINE_END);
      } else if (octet == 0) {
        found(TextFault.NUL);
      }
      nul |= octet == 0;
      afterCr = octet == '\r';
    }
  }

  private void found(TextFault first) {
    if (fault == null) {
      fault = first;
    }
  }

  /** Whether there was a NUL. */
  public boolean nul() {
    return nul;
  }

  /** The first fault that there was, if the message ends here. */
  public Optional<TextFault> fault() {
    if (fault == null && afterCr) {
      return Optional.of(TextFault.BARE_LINE_END);
    }
    return Optional.ofNullable(fault);
  }
}
