package org.posthorn.mailstore.query;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;

/** The facts of messages; where they are lost, those of an empty message in their place. */
final class ReadableFacts {
  private static final MessageFacts NOTHING = new FactsReader().finish();

  /** Hears of a message whose facts are lost. */
  interface Lost {
    /** The message whose UID has an index. */
    void at(int index, ContentLost why);
  }

  private ReadableFacts() {}

  /** Those of some messages, in the order of their UIDs. */
  static List<MessageFacts> of(MessageSource source, MailboxView view, long[] uids, Lost lost) {
    try {
      return uids.length == 0 ? List.of() : source.facts(view, uids);
    } catch (ContentLost some) {
      return oneByOne(source, view, uids, lost);
    }
  }

  private static List<MessageFacts> oneByOne(
      MessageSource source, MailboxView view, long[] uids, Lost lost) {
    List<MessageFacts> facts = new ArrayList<>(uids.length);
    for (int i = 0; i < uids.length; i++) {
      try {
        facts.addAll(source.facts(view, uids[i]));
      } catch (ContentLost e) {
        facts.add(NOTHING);
        lost.at(i, e);
      }
    }
    return facts;
  }
}
