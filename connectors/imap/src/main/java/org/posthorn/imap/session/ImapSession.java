package org.posthorn.imap.session;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.server.MessageUrls;
import org.posthorn.imap.server.UrlAuthority;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginGate;
import org.posthorn.sasl.LoginValidity;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.sasl.SaslMechanisms;
import org.posthorn.wire.Wire;

/**
 * The state of one connection as handlers see and change it. RFC 9051 §3. Not authenticated until
 * {@link #loggedIn}; a mailbox is selected between {@link #select} and {@link #unselect}; {@link
 * #logout} ends it from any state.
 */
public final class ImapSession {
  private static final int SLOW_FROM = 3; // failed logins

  private final Wire wire;
  private final ImapEndpoint endpoint;
  private final LoginGate gate;
  private final ImapSettings settings;
  private final ImapHooks hooks;
  private final Responses out;
  private final LoginWatcher loginWatcher = this::loginInDoubt;
  private volatile boolean inDoubt;
  private int failedLogins;
  private Features features = new Features();
  private Optional<Login> login = Optional.empty();
  private Optional<AccountStore> store = Optional.empty();
  private Optional<LoginValidity> standing = Optional.empty();
  private Optional<SelectedMailbox> selected = Optional.empty();
  private Optional<AnnotationNews> annotations = Optional.empty();
  private Optional<PendingNotifications> notices = Optional.empty();
  private boolean idling;
  private String tag = "*";
  private String program = ClientProgram.SILENT;
  private boolean closing;
  private boolean securing;
  private boolean compressing;

  /** A connection before login. */
  public ImapSession(
      Wire wire,
      ImapEndpoint endpoint,
      SaslMechanisms mechanisms,
      ImapSettings settings,
      ImapHooks hooks) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.gate = new LoginGate(mechanisms, endpoint::logins);
    this.settings = settings;
    this.hooks = hooks;
    this.out = new Responses(wire);
  }

  /** The way to the client, for TLS and who it is; responses go to {@link #out()}. */
  public Wire wire() {
    return wire;
  }

  /** The mail store, as who is logged in sees it. */
  public AccountStore store() {
    return store.orElseThrow(() -> new IllegalStateException("nobody is logged in"));
  }

  /** The ways to log in. */
  public LoginGate gate() {
    return gate;
  }

  /** TLS is there: looks whose key the client has shown. Without an answer it is nobody's. */
  public void identify() {
    try {
      gate.identify(wire.peer());
    } catch (RuntimeException broken) {
      hooks.failed(wire.peer().session(), broken);
    }
  }

  /** How the listener behaves. */
  public ImapSettings settings() {
    return settings;
  }

  /** The time. */
  public Clock clock() {
    return hooks.clock();
  }

  /** Says what time has passed; for limits. */
  Clock steady() {
    return hooks.steady();
  }

  /** URLs that give access to messages of this server. */
  public MessageUrls urls() {
    return new MessageUrls(endpoint.store(), endpoint.urls(), settings.hostName());
  }

  /** Makes such URLs valid. */
  public UrlAuthority urlAuthority() {
    return endpoint.urls();
  }

  /** Where responses go. */
  public Responses out() {
    return out;
  }

  /** What the client has switched on. */
  public Features features() {
    return features;
  }

  /** Whether a password may be sent as it is. RFC 9051 §11.2. */
  public boolean plaintextLoginAllowed() {
    return wire.peer().tls().isPresent()
        || settings.plaintextOnLoopback() && wire.peer().loopback();
  }

  /** Who is logged in. */
  public Optional<Login> login() {
    return login;
  }

  /**
   * Somebody has logged in.
   *
   * @return false when the account has too many connections, and then nobody is logged in
   */
  public boolean loggedIn(Login who) {
    LoginValidity found = gate.standing(who, wire.peer(), hooks.steady().millis());
    if (!wire.countFor(who.accountId(), who.address())) {
      return false;
    }
    failedLogins = 0;
    wire.slow(false);
    standing = Optional.of(found);
    store = Optional.of(endpoint.store().as(who));
    login = Optional.of(who);
    endpoint.logins().watch(who.accountId(), loginWatcher);
    inDoubt = true; // something may have changed just before
    return true;
  }

  /** Somebody was not let in; whoever goes on guessing is slowed. */
  public void loginFailed() {
    if (++failedLogins >= SLOW_FROM) {
      wire.slow(true);
    }
  }

  private void loginInDoubt() {
    inDoubt = true;
    wire.wake();
  }

  /** Hears no more that the login may have ended. */
  void ignoreLogin() {
    login.ifPresent(who -> endpoint.logins().unwatch(who.accountId(), loginWatcher));
  }

  /** Whether who is logged in may not log in any more. Unknown means no. */
  boolean expelled() {
    try {
      if (inDoubt) {
        inDoubt = false; // before it looks
        return standing.isPresent() && standing.get().endedNow(hooks.steady().millis());
      }
      return standing.isPresent() && standing.get().endedLately(hooks.steady().millis());
    } catch (RuntimeException broken) {
      hooks.failed(wire.peer().session(), broken);
      return false;
    }
  }

  /** Nobody is logged in any more, and nothing is switched on. RFC 8437 §2. */
  public void loggedOut() {
    unselect();
    ignoreMetadata();
    endNotices();
    ignoreLogin();
    wire.countForAddress();
    login = Optional.empty();
    store = Optional.empty();
    standing = Optional.empty();
    features = new Features();
    out.useUtf8(false);
    out.useUidOnly(false);
  }

  /** The selected mailbox. */
  public Optional<SelectedMailbox> selected() {
    return selected;
  }

  /** A mailbox is selected; none was. It is watched already. */
  public void select(SelectedMailbox mailbox) {
    selected = Optional.of(mailbox);
    if (mailbox.foreign()) { // its rights can be withdrawn. RFC 4314 §5.1.1
      store().changes().watchAll(List.of(), mailbox);
    }
    annotations.ifPresent(news -> news.selected(mailbox.id()));
    notices.ifPresent(some -> some.opened(mailbox));
    listenAsWanted();
  }

  /** No mailbox is selected any more. */
  public void unselect() {
    selected.ifPresent(mailbox -> store().changes().unwatch(mailbox.id(), mailbox));
    selected
        .filter(SelectedMailbox::foreign)
        .ifPresent(mailbox -> store().changes().unwatchAll(mailbox));
    selected.ifPresent(mailbox -> notices.ifPresent(some -> some.closed(mailbox)));
    selected = Optional.empty();
    annotations.ifPresent(AnnotationNews::unselected);
  }

  /**
   * The client has said that it wants to hear of changed annotations from now on. Only after login.
   * RFC 5464 §4.1.
   */
  public void enableMetadata() {
    if (annotations.isEmpty()) {
      AnnotationNews news = new AnnotationNews(wire::wake);
      selected.ifPresent(mailbox -> news.selected(mailbox.id()));
      store().changes().watchMetadata(news);
      annotations = Optional.of(news);
      notices.ifPresent(some -> news.follow(some.annotations()));
      listenAsWanted();
    }
  }

  /** Where this session hears of annotations, if it does: what it changes itself is not told. */
  public AnnotationWatcher annotationWatcher() {
    return annotations.isPresent() ? annotations.get() : (mailbox, own, entries) -> {};
  }

  /** Hears of annotations no more. */
  void ignoreMetadata() {
    annotations.ifPresent(news -> store().changes().unwatchMetadata(news));
    annotations = Optional.empty();
  }

  /** What the client has asked to hear of at any time; empty before its first NOTIFY. */
  public Optional<PendingNotifications> notices() {
    return notices;
  }

  /** The client hears by this from now on, and only of what it has asked for. RFC 5465 §3.1. */
  public void tellBy(PendingNotifications asked) {
    notices = Optional.of(asked);
    selected.ifPresent(asked::opened);
    noticesChanged();
  }

  /** What the client hears of is different. */
  public void noticesChanged() {
    Set<Long> annotated = notices.map(PendingNotifications::annotations).orElse(Set.of());
    if (!annotated.isEmpty()) {
      enableMetadata();
    }
    annotations.ifPresent(news -> news.follow(annotated));
    listenAsWanted();
  }

  /** Nothing is told by {@link #notices()} any more. */
  void endNotices() {
    notices.ifPresent(PendingNotifications::end);
    notices = Optional.empty();
  }

  /** What the client hears of its selected mailbox. */
  public SelectedEvents selectedEvents() {
    return notices.map(PendingNotifications::selected).orElse(SelectedEvents.USUAL);
  }

  /** The client idles, or does no more: then it hears at once. */
  public void idle(boolean on) {
    idling = on;
    listenAsWanted();
  }

  private void listenAsWanted() {
    boolean always = notices.isPresent();
    selected.ifPresent(mailbox -> mailbox.listen(idling || always && selectedEvents().told()));
    annotations.ifPresent(news -> news.listen(idling || always));
  }

  /** Tells which annotations others have changed. */
  void tellMetadata() {
    if (annotations.isPresent()) {
      annotations.get().tell(this);
    }
  }

  /** The client wants mod-sequences from now on. RFC 7162 §3.1. */
  public void enableCondstore() {
    if (!features.condstore()) {
      features.enableCondstore();
      selected.ifPresent(
          mailbox ->
              out.text("* OK [HIGHESTMODSEQ ")
                  .number(mailbox.known().highestModSeq())
                  .text("] Highest")
                  .crlf()); // RFC 7162 §3.1.2.1
    }
  }

  /** Learns what other servers did to the selected mailbox. */
  public void refresh() {
    selected.ifPresent(
        mailbox ->
            store()
                .messages()
                .view(mailbox.id())
                .result()
                .ifPresentOrElse(mailbox::learn, mailbox::gone));
  }

  /** This session may have changed the selected mailbox: the client hears of it in any case. */
  public void refreshAfterChange() {
    refresh();
    selected.ifPresent(SelectedMailbox::demandNews);
  }

  /** The tag of the command that is being executed. */
  public String tag() {
    return tag;
  }

  /** A command begins. */
  public void begin(String commandTag) {
    tag = commandTag;
  }

  /** What the client says it is, as one of those that are known. RFC 2971. */
  public String program() {
    return program;
  }

  /** The client says what it is: name, value, name, value … */
  public void identified(List<String> fields) {
    program = ClientProgram.of(fields);
  }

  /** TLS starts after the current command. */
  public void secure() {
    securing = true;
  }

  /** Whether TLS is about to start. */
  public boolean securing() {
    return securing;
  }

  /** TLS is active. */
  void secured() {
    securing = false;
  }

  /** Compression starts after the current command. */
  public void compress() {
    compressing = true;
  }

  /** Whether compression is about to start: nothing is read as it is any more. */
  boolean compressing() {
    return compressing;
  }

  /** Compression is active. */
  void compressed() {
    compressing = false;
  }

  /** Whether the connection ends after the current command. */
  public boolean closing() {
    return closing;
  }

  /** The connection ends after the current command. */
  public void logout() {
    closing = true;
  }

  /**
   * Learns what the user may do with the selected mailbox now, if it is somebody else's; of one's
   * own nobody can take rights away. RFC 4314 §5.1.1.
   */
  public void refreshRights() {
    selected.filter(SelectedMailbox::foreign).ifPresent(this::refreshRights);
  }

  private void refreshRights(SelectedMailbox mailbox) {
    Rights now = store().folders().rights(mailbox.id());
    if (!now.equals(mailbox.rights())) {
      mailbox.nowHas(now);
      if (!mailbox.withdrawn()) {
        MailboxFlags.write(mailbox.known(), this);
      }
    }
  }

  /** The mailbox with a name as the client wrote it, of which the account has some right. */
  public Outcome<MailboxList.Mailbox> mailbox(String name) {
    return MailboxName.parse(name)
        .flatMap(store().folders().list()::find)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Outcome.Refusal.NONEXISTENT));
  }

  /**
   * The same, if this may be done with it as far as can be said now: the store decides when it is
   * done.
   */
  public Outcome<MailboxList.Mailbox> mailbox(String name, Permission needed) {
    Outcome<MailboxList.Mailbox> found = mailbox(name);
    return found
        .result()
        .filter(mailbox -> !needed.isIn(mailbox.rights()))
        .map(mailbox -> Outcome.<MailboxList.Mailbox>refused(mailbox.refusal()))
        .orElse(found);
  }
}
