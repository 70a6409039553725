package org.posthorn.checks.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.checks.value.Evaluation;

/** Evaluations in the database. Each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class EvaluationRows {
  private static final String COLUMNS =
      "domain, policy, source, disposition, reason, dkim, spf, author, sender, signatures, spf_result";
  private static final int[] LENGTHS = {255, 1000, 64, 16, 500, 0, 0, 255, 255, 2000, 300};

  private static final int PORTION = 1_000; // nobody else is to wait long for the one writer

  @PersistenceContext EntityManager entities;

  /**
   * Adds messages of which the same is to be told; another server may do the same.
   *
   * @param newRow whether there may be another row for them
   * @return whether they were added
   */
  public boolean add(LocalDate day, Evaluation evaluation, long messages, boolean newRow) {
    String id = digest(day, evaluation);
    int known =
        entities
            .createNativeQuery("update dmarc_evaluation set messages = messages + ?1 where id = ?2")
            .setParameter(1, messages)
            .setParameter(2, id)
            .executeUpdate();
    if (known == 0 && newRow) {
      insert(id, day, evaluation, messages); // fails when another server was faster
    }
    return known > 0 || newRow;
  }

  /** How many rows a day has. */
  public long count(LocalDate day) {
    return number(
        entities
            .createNativeQuery("select count(*) from dmarc_evaluation where day_no = ?1")
            .setParameter(1, day.toEpochDay()));
  }

  /** How many rows a day has of a domain. */
  public long count(LocalDate day, String domain) {
    return number(
        entities
            .createNativeQuery(
                "select count(*) from dmarc_evaluation where day_no = ?1 and domain = ?2")
            .setParameter(1, day.toEpochDay())
            .setParameter(2, domain));
  }

  private static long number(Query query) {
    return ((Number) query.getSingleResult()).longValue();
  }

  private void insert(String id, LocalDate day, Evaluation evaluation, long messages) {
    Query insert =
        entities.createNativeQuery(
            "insert into dmarc_evaluation (id, day_no, "
                + COLUMNS
                + ", messages) values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)");
    insert.setParameter(1, id).setParameter(2, day.toEpochDay());
    Object[] values = values(evaluation);
    for (int i = 0; i < values.length; i++) {
      insert.setParameter(
          i + 3, values[i] instanceof String text ? cut(text, LENGTHS[i]) : values[i]);
    }
    insert.setParameter(values.length + 3, messages).executeUpdate();
  }

  private static Object[] values(Evaluation evaluation) {
    return new Object[] {
      evaluation.domain(),
      evaluation.policy(),
      evaluation.source(),
      evaluation.disposition(),
      evaluation.reason(),
      evaluation.dkim(),
      evaluation.spf(),
      evaluation.author(),
      evaluation.sender(),
      evaluation.signatures(),
      evaluation.spfResult()
    };
  }

  // no database takes NUL, and strangers choose selectors
  private static String cut(String text, int most) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return plain.substring(0, Math.min(plain.length(), most));
  }

  private static String digest(LocalDate day, Evaluation evaluation) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest((day + " " + evaluation).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** What was counted of the mail of a domain's authors on a day. */
  public Map<Evaluation, Long> of(LocalDate day, String domain) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select "
                    + COLUMNS
                    + ", messages from dmarc_evaluation where day_no = ?1 and domain = ?2"
                    + " order by id")
            .setParameter(1, day.toEpochDay())
            .setParameter(2, domain)
            .getResultList();
    Map<Evaluation, Long> found = new LinkedHashMap<>();
    for (Object each : rows) {
      Object[] row = (Object[]) each;
      found.merge(evaluation(row), ((Number) row[row.length - 1]).longValue(), Long::sum);
    }
    return found;
  }

  private static Evaluation evaluation(Object[] row) {
    return new Evaluation(
        (String) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        (String) row[4],
        (Boolean) row[5],
        (Boolean) row[6],
        (String) row[7],
        (String) row[8],
        (String) row[9],
        (String) row[10]);
  }

  /** Forgets a portion of those of before a day; whether there may be more. */
  public boolean forget(LocalDate day) {
    int gone =
        entities
            .createNativeQuery(
                "delete from dmarc_evaluation where id in"
                    + " (select id from dmarc_evaluation where day_no < ?1 limit "
                    + PORTION
                    + ")")
            .setParameter(1, day.toEpochDay())
            .executeUpdate();
    return gone == PORTION;
  }
}
