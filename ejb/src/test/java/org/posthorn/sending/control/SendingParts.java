package org.posthorn.sending.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.events.boundary.Observers;
import org.posthorn.mailstore.MailStore;
import org.posthorn.reception.boundary.Reception;
import org.posthorn.sasl.Login;
import org.posthorn.sending.entity.Submission;
import org.posthorn.sending.entity.Upload;
import org.posthorn.testdb.TestDatabase;

/** Puts together what the container does, with its transactions. */
public final class SendingParts {
  private SendingParts() {}

  public static SentMailFiling filing(MailStore stores, ContentStore contents) {
    SentMailFiling filing = new SentMailFiling();
    filing.stores = stores;
    filing.contents = contents;
    return filing;
  }

  public static MailContents mails(ContentStore contents) {
    MailContents mails = new MailContents();
    mails.contents = contents;
    return mails;
  }

  public static Departure departure(
      Reception reception, ContentStore contents, SentMailFiling filing, PendingSubmissions rows) {
    Departure departure = new Departure();
    departure.filing = filing;
    departure.rows = rows;
    departure.reception = reception;
    departure.contents = contents;
    departure.authentication =
        new Authentication() {
          @Override
          public Optional<Login> current(Login login) {
            return Optional.of(login);
          }
        };
    return departure;
  }

  public static PendingSubmissions rows(TestDatabase database) {
    PendingSubmissions rows = new Transactional(database);
    rows.entities = database.entityManager();
    rows.observers = new Observers();
    return rows;
  }

  private static final class Transactional extends PendingSubmissions {
    private final TestDatabase database;

    Transactional(TestDatabase database) {
      this.database = database;
    }

    @Override
    public long add(Submission submission) {
      return database.inTransaction(any -> super.add(submission));
    }

    @Override
    public Optional<Submission> find(long account, String clientId) {
      return database.inTransaction(any -> super.find(account, clientId));
    }

    @Override
    public Optional<Upload> upload(long account, long id) {
      return database.inTransaction(any -> super.upload(account, id));
    }

    @Override
    public long octets(long account) {
      return database.inTransaction(any -> super.octets(account));
    }

    @Override
    public boolean postpone(long account, long id, Instant due) {
      return database.inTransaction(any -> super.postpone(account, id, due));
    }

    @Override
    public void forget(long account, List<Long> ids) {
      database.transact(any -> super.forget(account, ids));
    }

    @Override
    public List<Submission> waiting(long account) {
      return database.inTransaction(any -> super.waiting(account));
    }

    @Override
    public Optional<Submission> claim(long id, Instant now) {
      return database.inTransaction(any -> super.claim(id, now));
    }

    @Override
    public void sent(long id) {
      database.transact(any -> super.sent(id));
    }

    @Override
    public void cancel(long id) {
      database.transact(any -> super.cancel(id));
    }

    @Override
    public void promise(long id) {
      database.transact(any -> super.promise(id));
    }

    @Override
    public boolean withdraw(long id) {
      return database.inTransaction(any -> super.withdraw(id));
    }

    @Override
    public void failed(Submission row, String status) {
      database.transact(any -> super.failed(row, status));
    }

    @Override
    public boolean takeBack(long account, long id) {
      return database.inTransaction(any -> super.takeBack(account, id));
    }

    @Override
    public Upload add(Upload upload) {
      return database.inTransaction(any -> super.add(upload));
    }

    @Override
    public void purge(Instant submissions, Instant uploads) {
      database.transact(any -> super.purge(submissions, uploads));
    }

    @Override
    public List<Long> due(Instant now) {
      return database.inTransaction(any -> super.due(now));
    }
  }
}
