package org.posthorn.accounts.control;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;

/**
 * The memory of Argon2 computations, used again and again: each one's 19 MiB in 19,456 objects
 * would be garbage otherwise. What is not in use goes when memory is short. Thread-safe.
 */
final class Argon2Memory {
  private static final int MOST_IDLE = 4;

  private final int blocks;
  private final Deque<SoftReference<BlockPool>> idle = new ArrayDeque<>();

  /** Memory for computations of one size. */
  Argon2Memory(int memoryKib, int lanes) {
    blocks = Argon2BytesGenerator.getBlockCount(memoryKib, lanes);
  }

  /** Memory that nobody else uses until it is given back. */
  synchronized BlockPool take() {
    while (!idle.isEmpty()) {
      BlockPool pool = idle.pop().get();
      if (pool != null) {
        return pool;
      }
    }
    return new Argon2BytesGenerator.FixedBlockPool(blocks);
  }

  /** Gives it back; not after a failure, which may have left some of it in use. */
  synchronized void give(BlockPool pool) {
    if (idle.size() < MOST_IDLE) {
      idle.push(new SoftReference<>(pool));
    }
  }
}
