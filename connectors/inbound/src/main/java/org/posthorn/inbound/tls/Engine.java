package org.posthorn.inbound.tls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsServerProtocol;

/**
 * Bouncy Castle's protocol engine, which can still send when the peer has said that it sends no
 * more. RFC 8446 §6.1.
 */
final class Engine extends TlsServerProtocol {
  private boolean inputEnded;
  private int last; // octets that had come when the input ended and were not read yet

  @Override
  protected void handleAlertWarningMessage(short alert) throws IOException {
    if (alert == AlertDescription.close_notify && isConnected()) {
      if (!inputEnded) {
        inputEnded = true;
        last = super.getAvailableInputBytes();
      }
    } else {
      super.handleAlertWarningMessage(alert);
    }
  }

  /** Whether nothing more comes: the peer has closed its half, or all is closed. */
  boolean inputEnded() {
    return inputEnded || isClosed();
  }

  /** What may be read; nothing that came after the end. RFC 8446 §6.1. */
  @Override
  public int getAvailableInputBytes() {
    int available = super.getAvailableInputBytes();
    return inputEnded ? Math.min(available, last) : available;
  }

  @Override
  public int readInput(java.nio.ByteBuffer target, int length) {
    int read = super.readInput(target, length);
    last -= inputEnded ? read : 0;
    return read;
  }
}
