package org.posthorn.textindex.control;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Content;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.MessageFacts;

/**
 * Brings the index of a mailbox up to a view of it. Takes its time: rests three times as long as it
 * works, so that mail goes first.
 */
public final class IndexRun {
  /** The field with the UID. */
  static final String UID = "uid";

  /** The field with the trigrams. */
  static final String TEXT = "text";

  /** The field with the words of the header. */
  static final String HEAD = "head";

  /** The field with the words of text parts and documents. */
  static final String BODY = "body";

  private static final FieldType TERMS = terms();
  private static final FieldType WORDS = words();
  private static final int OVERLAP = 64;
  private static final int STEP = 64;
  private static final int COMMIT = 10_000;
  private static final int RESTS = 3;

  private final ContentStore contents;
  private final Documents documents;
  private final BooleanSupplier stop;
  private final MessageText text = new MessageText();
  private boolean interrupted;

  /** A run that ends early when told to stop. */
  public IndexRun(ContentStore contents, Documents documents, BooleanSupplier stop) {
    this.contents = contents;
    this.documents = documents;
    this.stop = stop;
  }

  private static FieldType terms() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS);
    type.setOmitNorms(true);
    type.freeze();
    return type;
  }

  private static FieldType words() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS); // how often, and how long the text is
    type.freeze();
    return type;
  }

  /** Adds what the index lacks; tells how many messages that were. */
  public int catchUp(MailboxIndex index, MailboxView view) throws IOException {
    int added = 0;
    try (IndexWriter writer = index.writer();
        TrigramStream trigrams = new TrigramStream(text.trigrams());
        WordStream head = new WordStream(text.head());
        WordStream body = new WordStream(text.body())) {
      NumericDocValuesField uid = new NumericDocValuesField(UID, 0);
      Document document = new Document();
      document.add(uid);
      document.add(new Field(TEXT, trigrams, TERMS));
      document.add(new Field(HEAD, head, WORDS));
      document.add(new Field(BODY, body, WORDS));
      int at = insertion(view, index.mark().below());
      while (at < view.size() && !interrupted && !stop.getAsBoolean()) {
        long began = System.nanoTime();
        int end = Math.min(view.size(), at + STEP);
        List<MessageFacts> facts = contents.facts(ids(view, at, end));
        for (int i = at; i < end; i++) {
          gather(view.contentId(i), facts.get(i - at));
          uid.setLongValue(view.uid(i));
          writer.addDocument(document);
        }
        added += end - at;
        at = end;
        if (at == view.size()) {
          index.commit(writer, new IndexMark(view.uidValidity(), view.uidNext()));
        } else if (added % COMMIT < STEP) {
          index.commit(writer, new IndexMark(view.uidValidity(), view.uid(at)));
        }
        rest(System.nanoTime() - began);
      }
      if (at < view.size() && added > 0) {
        index.commit(writer, new IndexMark(view.uidValidity(), view.uid(at)));
      }
    }
    return added;
  }

  private static int insertion(MailboxView view, long uid) {
    int at = view.indexOf(uid);
    return at >= 0 ? at : -at - 1;
  }

  private static long[] ids(MailboxView view, int from, int to) {
    long[] ids = new long[to - from];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = view.contentId(from + i);
    }
    return ids;
  }

  private void gather(long contentId, MessageFacts facts) {
    text.clear();
    try {
      Content content = contents.content(contentId);
      new ContentSearch(content, facts).show(OVERLAP, text);
      documents.add(content, facts.parts(), text);
    } catch (RuntimeException | StackOverflowError unreadable) {
      text.giveUp(); // the search itself will say what is wrong
    }
  }

  private void rest(long nanos) {
    try {
      Thread.sleep(RESTS * nanos / 1_000_000);
    } catch (InterruptedException stopping) {
      interrupted = true; // but not the thread: its reads would close the store's files
    }
  }
}
