package org.posthorn.mailstore.query;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;

/** The facts of messages; where they are lost, those of an empty message in their place. */
final class ReadableFacts {
  private static final MessageFacts NOTHING = new FactsReader().finish();

  /** Hears of a message whose facts are lost. */
  interface Lost {
    /** The message whose id has an index. */
    void at(int index, ContentLost why);
  }

  private ReadableFacts() {}

  /** Those of some messages, in the order of their ids. */
  static List<MessageFacts> of(MessageSource source, long[] ids, Lost lost) {
    try {
      return ids.length == 0 ? List.of() : source.facts(ids);
    } catch (ContentLost some) {
      return oneByOne(source, ids, lost);
    }
  }

  private static List<MessageFacts> oneByOne(MessageSource source, long[] ids, Lost lost) {
    List<MessageFacts> facts = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      try {
        facts.addAll(source.facts(new long[] {ids[i]}));
      } catch (ContentLost e) {
        facts.add(NOTHING);
        lost.at(i, e);
      }
    }
    return facts;
  }
}
