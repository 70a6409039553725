package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mime.header.MailDate;
import org.posthorn.mime.text.SearchText;

/** Puts facts into their stored form, which {@link MessageFacts} describes. */
final class FactsWriter {
  private static final int MAX_LIST_ID = 255;
  private static final int MAX_REFERENCES = 20;
  private static final int MAX_REFERENCES_LENGTH = 1024;

  private final BodyPart root;
  private final String references;
  private final String listId;
  private final ThreadRoots threads;

  /**
   * For a message.
   *
   * @param header what was read of headers
   */
  FactsWriter(BodyPart root, HeaderReader header, ThreadRoots threads) {
    this.root = root;
    this.references = header.references();
    this.listId = header.listId();
    this.threads = threads;
  }

  MessageFacts write(long size, int lines, String preview) {
    EnvelopeFields envelope = root.envelope;
    List<byte[]> slots = new ArrayList<>(MessageFacts.SLOTS);
    for (int item = 0; item < EnvelopeFields.ITEMS; item++) {
      ListText text = new ListText(64);
      if (!envelope.isSameAsFrom(item)) {
        envelope.write(item, text);
      }
      slots.add(text.toByteArray());
    }
    for (Field field : Field.values()) {
      Optional<String> decoded = envelope.decoded(field.item());
      slots.add(decoded.map(SearchText::fold).orElse("").getBytes(UTF_8));
    }
    StructureWriter structure = new StructureWriter();
    structure.write(root);
    String kept = lastReferences(references);
    slots.add(kept.getBytes(ISO_8859_1));
    slots.add(structure.text());
    slots.add(extensions(structure.extensions()));
    Numbers parts = new Numbers();
    PartIndex.write(root, 0, parts);
    slots.add(parts.toByteArray());
    slots.add(preview.getBytes(UTF_8));
    slots.add(thread(kept));
    slots.add(listId(listId).getBytes(ISO_8859_1));
    return MessageFacts.of(join(numbers(root, size, lines), slots));
  }

  // empty when it is what the other slots say
  private byte[] thread(String keptReferences) {
    OptionalLong own = id(EnvelopeFields.MESSAGE_ID);
    OptionalLong eldest = eldest(references, own);
    if (eldest.isEmpty()) {
      return new byte[0];
    }
    long thread = threads.join(own, eldest.getAsLong());
    boolean all = keptReferences.length() == references.length();
    OptionalLong said = all ? eldest : eldest(keptReferences, own);
    return said.isPresent() && said.getAsLong() == thread
        ? new byte[0]
        : ByteBuffer.allocate(Long.BYTES).putLong(thread).array();
  }

  // list-id-header = "List-ID:" [phrase] "<" list-id ">"; RFC 2919 §3
  private static String listId(String field) {
    int close = field.lastIndexOf('>');
    int open = field.lastIndexOf('<', close);
    String id = open >= 0 ? field.substring(open + 1, close) : field;
    return id.length() <= MAX_LIST_ID ? id.strip() : "";
  }

  private OptionalLong eldest(String list, OptionalLong own) {
    OptionalLong first = MessageIds.first(list);
    OptionalLong eldest = first.isPresent() ? first : id(EnvelopeFields.IN_REPLY_TO);
    return eldest.isPresent() ? eldest : own;
  }

  private OptionalLong id(int item) {
    return root.envelope.text(item).map(MessageIds::first).orElse(OptionalLong.empty());
  }

  private static Numbers numbers(BodyPart root, long size, int lines) {
    Optional<MailDate> date = root.envelope.text(EnvelopeFields.DATE).flatMap(MailDate::parse);
    int flags = date.isPresent() ? MessageFacts.DATED : 0;
    for (Field field : Field.values()) {
      flags |= root.envelope.has(field.item()) ? field.bit() : 0;
    }
    flags |= MessageFacts.DESCRIBED;
    flags |= AttachmentRule.any(root) ? MessageFacts.ATTACHMENT : 0;
    flags |= root.envelope.has(EnvelopeFields.SENDER) ? MessageFacts.SENDER : 0;
    flags |= root.envelope.has(EnvelopeFields.REPLY_TO) ? MessageFacts.REPLY_TO : 0;
    Numbers numbers = new Numbers().add(new byte[MessageFacts.NUMBERS_START]).add(flags);
    numbers.add(root.bodyStart).add(size).add(lines);
    numbers.addSigned(date.map(MailDate::epochSecond).orElse(0L));
    return numbers.addSigned(date.map(MailDate::zone).orElse(0));
  }

  private static byte[] join(Numbers numbers, List<byte[]> slots) {
    slots.forEach(slot -> numbers.add(slot.length));
    byte[] head = numbers.toByteArray();
    head[0] = MessageFacts.VERSION;
    head[1] = (byte) (head.length >> 8);
    head[2] = (byte) head.length;
    int length = head.length;
    for (byte[] slot : slots) {
      length += slot.length;
    }
    byte[] joined = java.util.Arrays.copyOf(head, length);
    int at = head.length;
    for (byte[] slot : slots) {
      System.arraycopy(slot, 0, joined, at, slot.length);
      at += slot.length;
    }
    return joined;
  }

  private static byte[] extensions(List<Integer> ranges) {
    Numbers numbers = new Numbers();
    int before = 0;
    for (int position : ranges) {
      numbers.add(position - before);
      before = position;
    }
    return numbers.toByteArray();
  }

  private static String lastReferences(String value) {
    int start = value.length();
    for (int count = 0; count < MAX_REFERENCES && start > 0; count++) {
      int open = value.lastIndexOf('<', start - 1);
      if (open < 0 || value.length() - open > MAX_REFERENCES_LENGTH) {
        break;
      }
      start = open;
    }
    return value.substring(start);
  }
}
