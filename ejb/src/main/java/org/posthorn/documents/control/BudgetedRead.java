package org.posthorn.documents.control;

import java.io.EOFException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/** Octets of a file; each read is a piece of work. Not thread-safe. */
final class BudgetedRead implements RandomAccessRead {
  private final byte[] octets;
  private final Budget budget;
  private int at;
  private boolean closed;

  BudgetedRead(byte[] octets, Budget budget) {
    this.octets = octets;
    this.budget = budget;
  }

  @Override
  public int read() {
    budget.work();
    return at < octets.length ? octets[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    budget.time(); // a filter may make much of it
    if (at >= octets.length) {
      return -1;
    }
    int count = Math.min(length, octets.length - at);
    System.arraycopy(octets, at, target, offset, count);
    at += count;
    return count;
  }

  @Override
  public long getPosition() {
    return at;
  }

  @Override
  public void seek(long position) throws EOFException {
    if (position < 0) {
      throw new EOFException("before the beginning");
    }
    at = (int) Math.min(position, octets.length);
  }

  @Override
  public long length() {
    return octets.length;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isEOF() {
    return at >= octets.length;
  }

  @Override
  public RandomAccessReadView createView(long start, long length) {
    return new RandomAccessReadView(this, start, length);
  }

  @Override
  public void close() {
    closed = true;
  }
}
