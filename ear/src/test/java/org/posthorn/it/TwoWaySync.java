package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a program has to do that keeps Maildirs and the mailboxes of an account the same. */
final class TwoWaySync {
  private final RunningServer server;
  private final String user;
  private final Path mail;
  private final Maildir inbox;
  private final Maildir work;

  /** Runs the program once. */
  @FunctionalInterface
  interface Run {
    String run() throws IOException, InterruptedException;
  }

  /** Of an empty account, with Maildirs by the names of the mailboxes below a folder. */
  TwoWaySync(RunningServer server, String user, Path mail) {
    this.server = server;
    this.user = user;
    this.mail = mail;
    this.inbox = new Maildir(mail.resolve("INBOX"));
    this.work = new Maildir(mail.resolve("Work/B&APw-ro"));
  }

  /** Messages, flags and folders come over from both sides, and then nothing more. */
  void synchronizes(Run sync) throws IOException, InterruptedException {
    downloads(sync);
    exchanges(sync);
    rests(sync);
  }

  private void downloads(Run sync) throws IOException, InterruptedException {
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), user)) {
      imap.append("INBOX", Samples.message("one")).ok();
      imap.append("INBOX (\\Seen)", Samples.message("two")).ok();
      imap.append("INBOX", Samples.message("three")).ok();
      imap.say("CREATE Work/B&APw-ro").ok();
      imap.append("Work/B&APw-ro", Samples.message("work")).ok();
    }
    sync.run();
    assertThat(inbox.flags()).isEqualTo(Map.of("one", "", "two", "S", "three", ""));
    assertThat(work.flags()).containsOnlyKeys("work");
    assertThat(inbox.message("one").replace("\r", "")).contains("\n\none \u00e9\n");
  }

  private void exchanges(Run sync) throws IOException, InterruptedException {
    inbox.mark("one", "RS");
    inbox.remove("two");
    new Maildir(mail.resolve("Near"))
        .create()
        .add("near", Samples.message("near").replace("\r", ""));
    inbox.add("sent", Samples.message("sent").replace("\r", ""));
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), user)) {
      imap.say("SELECT INBOX").ok();
      imap.say("STORE 3 +FLAGS (\\Flagged)").ok();
      imap.append("INBOX", Samples.message("four")).ok();
      imap.say("SELECT Work/B&APw-ro").ok();
      imap.say("STORE 1 +FLAGS (\\Deleted)").ok();
      imap.say("EXPUNGE").ok();
      imap.say("CREATE Far").ok();
      imap.append("Far", Samples.message("far")).ok();
    }
    sync.run();
    assertThat(inbox.flags()).isEqualTo(Map.of("one", "RS", "three", "F", "four", "", "sent", ""));
    assertThat(work.flags()).isEmpty();
    assertThat(new Maildir(mail.resolve("Far")).flags()).containsOnlyKeys("far");
    assertThat(Samples.mailbox(server, user, "INBOX"))
        .isEqualTo(
            Map.of("one", "\\Answered \\Seen", "three", "\\Flagged", "four", "", "sent", ""));
    assertThat(Samples.mailbox(server, user, "Near")).containsOnlyKeys("near");
  }

  private void rests(Run sync) throws IOException, InterruptedException {
    Map<String, String> near = inbox.flags();
    Map<String, String> far = Samples.mailbox(server, user, "INBOX");
    sync.run(); // nothing is new
    assertThat(inbox.flags()).isEqualTo(near);
    assertThat(Samples.mailbox(server, user, "INBOX")).isEqualTo(far);
  }
}
