package org.posthorn.imap.codec;

import org.posthorn.imap.command.ThreadMessages;
import org.posthorn.mailstore.thread.ThreadAlgorithm;

/** The grammar of THREAD. RFC 5256 §5. */
final class ThreadSyntax {
  private ThreadSyntax() {}

  // thread = ["UID" SP] "THREAD" SP thread-alg SP search-criteria
  /** Reads the rest of the command after its name. */
  static ThreadMessages thread(CommandCursor in, boolean byUid) {
    in.expectSpace();
    ThreadAlgorithm algorithm =
        switch (in.expectKeyword()) {
          case "ORDEREDSUBJECT" -> ThreadAlgorithm.ORDEREDSUBJECT;
          case "REFERENCES" -> ThreadAlgorithm.REFERENCES;
          default -> throw in.wrong("Unknown threading algorithm");
        };
    return new ThreadMessages(byUid, algorithm, SearchSyntax.criteria(in));
  }
}
