package org.posthorn.content.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets all who wait for a sync at the same moment share one. */
final class GroupSync {

  /** Makes durable what was written before. */
  interface Force {
    void force() throws IOException;
  }

  private final Force force;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean running; // guarded by lock, like the rest
  private long begun; // number of the last round that began
  private long failed; // number of the last round that did not end well

  GroupSync(Force force) {
    this.force = force;
  }

  /**
   * Returns when a sync that began after this call has ended well.
   *
   * @throws UncheckedIOException when it failed
   */
  void sync() {
    lock.lock();
    try {
      long mine = begun + 1;
      while (running && begun < mine) {
        ended.awaitUninterruptibly(); // of a round that may have begun before our write
      }
      if (begun >= mine) {
        awaitRound(mine);
      } else {
        lead();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitRound(long round) {
    while (running && begun == round) {
      ended.awaitUninterruptibly();
    }
    if (failed >= round) { // a later failure hides an earlier one
      throw new UncheckedIOException(new IOException("content could not be made durable"));
    }
  }

  private void lead() {
    long round = ++begun;
    running = true;
    lock.unlock();
    boolean well = false;
    try {
      force.force();
      well = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.lock();
      running = false;
      if (!well) {
        failed = round;
      }
      ended.signalAll();
    }
  }
}
