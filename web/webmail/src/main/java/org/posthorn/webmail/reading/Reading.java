package org.posthorn.webmail.reading;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageHeader;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.header.HeaderLines;
import org.posthorn.sending.boundary.SendingSettings;
import org.posthorn.web.signin.SignedIn;
import org.posthorn.webmail.list.ListQuery;
import org.posthorn.webmail.list.MessageLists;
import org.posthorn.webmail.list.MessageRow;
import org.posthorn.webmail.list.MessageRows;
import org.posthorn.webmail.settings.Label;
import org.posthorn.webmail.text.Person;
import org.posthorn.webmail.text.Words;

/** The message that is open: what stands above its text, and what is attached. */
@Named("reading")
@RequestScoped
public class Reading {
  private static final int FEW = 3;
  private static final int MOST = 100;

  @Inject MailStore store;
  @Inject SignedIn me;
  @Inject Words words;
  @Inject MessageLists lists;
  @Inject SendingSettings server;
  @Inject HttpServletRequest request;

  private boolean looked;
  private Optional<HeaderLines> lines = Optional.empty();
  private Optional<OpenMessage> message = Optional.empty();
  private @Nullable List<MessageRow> conversation;

  /** Opens a message; there may be none of that name. */
  public void open(long mailbox, long uid) {
    message = OpenMessage.find(store.as(me.login()), mailbox, uid);
    conversation = null;
    lines = Optional.empty();
    looked = true;
  }

  private Optional<OpenMessage> message() {
    if (!looked) {
      open(parameter("mailbox"), parameter("uid"));
    }
    return message;
  }

  private long parameter(String name) {
    String value = request.getParameter(name);
    return value == null ? 0 : ListQuery.number(value).orElse(0);
  }

  private OpenMessage shown() {
    return message().orElseThrow();
  }

  private MessageHeader header() {
    return shown().facts().header();
  }

  public boolean isOpen() {
    return message().isPresent();
  }

  public long getMailbox() {
    return shown().mailbox();
  }

  public long getUid() {
    return shown().uid();
  }

  /** Names the message among all of the account. */
  public String getKey() {
    return getMailbox() + "-" + getUid();
  }

  /** What the paths of the message end with. */
  public String getPath() {
    return getMailbox() + "/" + getUid();
  }

  public String getSubject() {
    return shown()
        .facts()
        .subject()
        .filter(text -> !text.isBlank())
        .orElseGet(() -> words.text("row.nosubject"));
  }

  /** Who it is from. */
  public Person getFrom() {
    return header().addresses(HeaderField.FROM).stream()
        .findFirst()
        .map(Person::of)
        .orElseGet(() -> new Person(words.text("row.nobody"), ""));
  }

  /** To whom, in few words. */
  public String getToShort() {
    List<Person> all = new ArrayList<>(people(HeaderField.TO));
    all.addAll(people(HeaderField.CC));
    if (all.isEmpty()) {
      return words.text("read.tonobody");
    }
    String names =
        all.stream()
            .limit(FEW)
            .map(p -> isMe(p) ? words.text("read.me") : p.first())
            .collect(Collectors.joining(", "));
    int more = all.size() - FEW;
    return words.text("read.to", names) + (more > 0 ? " " + words.text("read.andmore", more) : "");
  }

  private boolean isMe(Person person) {
    return person.address().equalsIgnoreCase(me.getAddress());
  }

  public List<Person> getTo() {
    return people(HeaderField.TO);
  }

  public List<Person> getCc() {
    return people(HeaderField.CC);
  }

  public List<Person> getBcc() {
    return people(HeaderField.BCC);
  }

  /** Where answers go, when that is not whom it is from. */
  public List<Person> getReplyTo() {
    List<MailAddress> from = header().addresses(HeaderField.FROM);
    List<MailAddress> replies = header().addresses(HeaderField.REPLY_TO);
    return replies.equals(from) ? List.of() : people(HeaderField.REPLY_TO);
  }

  private List<Person> people(HeaderField field) {
    return header().addresses(field).stream().map(Person::of).toList();
  }

  /** The mailing list that it came by; empty when it did not. */
  public String getListId() {
    return shown().facts().listId().orElse("");
  }

  public String getWhen() {
    return words.fully(date());
  }

  public String getWhenShort() {
    return words.shortly(date());
  }

  public String getIso() {
    return words.iso(date());
  }

  private long date() {
    return shown().facts().sentTime().orElse(shown().date());
  }

  public String getSize() {
    return words.size(shown().facts().size());
  }

  public boolean isStarred() {
    return has(Flags.FLAGGED);
  }

  public boolean isUnread() {
    return !has(Flags.SEEN);
  }

  public boolean isDraft() {
    return has(Flags.DRAFT);
  }

  private boolean has(int bit) {
    return (shown().flags().system() & bit) != 0;
  }

  public List<Label> getLabels() {
    return MessageRows.labels(shown().flags()).stream().map(words::label).toList();
  }

  /** The other messages of the conversation, where the list shows conversations. */
  public List<MessageRow> getConversation() {
    List<MessageRow> known = conversation;
    if (known == null) { // pages ask more than once
      known = "on".equals(request.getParameter("threads")) ? others() : List.of();
      conversation = known;
    }
    return known;
  }

  private List<MessageRow> others() {
    AccountStore mine = store.as(me.login());
    return lists.thread(mine, me.login().accountId(), getMailbox(), getUid()).stream()
        .flatMap(list -> new MessageRows(mine, words, false).of(list, 0, MOST).stream())
        .filter(row -> row.uid() != getUid())
        .toList();
  }

  private HeaderLines lines() {
    if (lines.isEmpty()) {
      lines = Optional.of(HeaderLines.of(shown().content(), shown().facts().headerLength()));
    }
    return lines.get();
  }

  /** What people should know about where the message comes from. */
  public List<SecurityMark> getMarks() {
    return SecurityMarks.of(lines(), getFrom(), server.hostName(), words);
  }

  /** What a delivery report says; empty when it is none. */
  public List<DeliveryOutcome> getReport() {
    return DeliveryStatus.of(shown(), words);
  }

  /** Where one leaves the mailing list; empty for none. */
  public String getUnsubscribe() {
    return Unsubscribe.href(lines()).orElse("");
  }

  private BodyChoice choice() {
    return BodyChoice.of(shown().facts().root());
  }

  /** Whether one can choose between HTML and plain text. */
  public boolean isAlternative() {
    return choice().html().isPresent() && !choice().plain().isEmpty();
  }

  /** How many pictures of other hosts are not shown. */
  public int getRemoteBlocked() {
    BodyChoice choice = choice();
    return choice.html().isPresent()
        ? BodyServlet.readable(shown(), choice, false).remoteBlocked()
        : 0;
  }

  /** Whether there is anything to read. */
  public boolean isEmpty() {
    BodyChoice choice = choice();
    return choice.html().isEmpty() && choice.plain().isEmpty();
  }

  /** What is attached. */
  public List<AttachmentView> getAttachments() {
    return shown().facts().root().attachments().stream().map(this::view).toList();
  }

  private AttachmentView view(MessagePart part) {
    String name = FileNames.of(part);
    return new AttachmentView(
        name,
        FileNames.kind(name),
        words.size(PartOctets.size(part)),
        PartServlet.url(shown(), part),
        PartServlet.isShown(part),
        part.type().equals("image"));
  }
}
