package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What webhooks are told of mail that has arrived. */
@OnBothDatabases
class WebhookArrivalsTest extends WebhookScenario {
  WebhookArrivalsTest(TestDatabase database) {
    super(database);
  }

  @Test
  void mailThatHasComeIsToldWithItsParts() {
    create("/hook", HookEvent.INCOMING);
    long content = bench.contents.add(MAIL);
    database.transact(any -> bench.events.add(arrival(content, "bob@posthorn.test", "")));
    bench.dispatch.look();
    assertThat(told().get(0).toString())
        .isEqualTo(
            "{\"Version\":0,\"From\":[{\"Name\":\"Ann\",\"Address\":\"ann@a.test\"}],"
                + "\"To\":[{\"Name\":\"\",\"Address\":\"bob@posthorn.test\"}],\"CC\":[],\"BCC\":[],"
                + "\"ReplyTo\":[],\"Subject\":\"Grüße\",\"MessageID\":\"<m1@a.test>\","
                + "\"InReplyTo\":\"<m0@a.test>\",\"References\":[\"<m0@a.test>\"],"
                + "\"Date\":\"2026-03-01T13:00:00+01:00\",\"Text\":\"Hello\",\"HTML\":\"\","
                + "\"Structure\":{\"ContentType\":\"multipart/mixed\","
                + "\"ContentTypeParams\":{\"boundary\":\"b\"},\"ContentID\":\"\","
                + "\"ContentDisposition\":\"\",\"Filename\":\"\",\"DecodedSize\":0,\"Parts\":["
                + "{\"ContentType\":\"text/plain\",\"ContentTypeParams\":{\"charset\":\"utf-8\"},"
                + "\"ContentID\":\"\",\"ContentDisposition\":\"\",\"Filename\":\"\","
                + "\"DecodedSize\":5,\"Parts\":[]},"
                + "{\"ContentType\":\"application/pdf\",\"ContentTypeParams\":{},"
                + "\"ContentID\":\"\",\"ContentDisposition\":\"attachment\","
                + "\"Filename\":\"für.pdf\",\"DecodedSize\":3,\"Parts\":[]}]},"
                + "\"Meta\":{\"MsgID\":1,\"MailFrom\":\"ann@a.test\",\"MailFromValidated\":true,"
                + "\"MsgFromValidated\":true,\"RcptTo\":\"bob@posthorn.test\","
                + "\"DKIMVerifiedDomains\":[\"a.test\"],\"RemoteIP\":\"192.0.2.7\","
                + "\"Received\":\"2026-03-01T12:00:00Z\",\"MailboxName\":\"INBOX\","
                + "\"Automated\":false}}");
  }

  @Test
  void reportsAndWhatWasRefusedIsNotTold() {
    String name = create("/hook", HookEvent.INCOMING).webhook().name();
    long content = bench.contents.add(MAIL);
    database.transact(
        any -> {
          bench.events.add(arrival(content, "dmarc-reports@posthorn.test", ""));
          bench.events.add(arrival(content, "bob@posthorn.test", "7 1 0 x")); // 1: the rejects
        });
    assertThat(states(name)).isEmpty();
  }

  @Test
  void aMessageThatIsGoneIsGivenUpAndDelaysNoOther() {
    String name = create("/hook").webhook().name();
    long lost = bench.contents.add(MAIL);
    database.transact(any -> bench.events.add(arrival(lost, "bob@posthorn.test", "")));
    bench.contents.lose(lost);
    happen(Kind.DELIVERED, 1);
    bench.dispatch.look();
    assertThat(states(name)).containsExactly("incoming failed", "delivered delivered");
  }

  @Test
  void whoSendsToColleaguesHearsThatItHasArrived() {
    create("/hook", HookEvent.DELIVERED);
    long content = bench.contents.add(MAIL);
    database.transact(any -> bench.events.add(toColleague(content)));
    bench.dispatch.look();
    assertThat(told())
        .singleElement()
        .satisfies(
            json -> {
              assertThat(json.getString("Recipient")).isEqualTo("bob@b.test");
              assertThat(json.getString("Subject")).isEqualTo("Grüße");
              assertThat(json.getString("MessageID")).isEqualTo("<m1@a.test>");
              assertThat(json.getJsonObject("Extra").getString("a")).isEqualTo("b");
            });
  }
}
