package org.posthorn.nodes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** A server from its start to its end. Times are those of the database. */
@Entity
@Table(name = "server")
@NamedQuery(name = Server.ALL, query = "select s from Server s order by s.id")
@NamedQuery(
    name = Server.BEAT,
    query =
        "update Server s set s.beat = s.beat + 1, s.facts = :facts"
            + " where s.id = :id and s.state = org.posthorn.nodes.entity.Server.State.UP")
@NamedQuery(
    name = Server.GONE,
    query =
        "update Server s set s.state = org.posthorn.nodes.entity.Server.State.GONE, s.ended = :at"
            + " where s.id = :id and s.beat = :beat"
            + " and s.state = org.posthorn.nodes.entity.Server.State.UP")
@NamedQuery(
    name = Server.STOPPED,
    query =
        "update Server s set s.state = org.posthorn.nodes.entity.Server.State.STOPPED,"
            + " s.ended = :at where s.id = :id"
            + " and s.state <> org.posthorn.nodes.entity.Server.State.STOPPED")
@NamedQuery(
    name = Server.FORGET,
    query =
        "delete from Server s where s.ended < :before"
            + " and s.state <> org.posthorn.nodes.entity.Server.State.UP")
public class Server {

  /** All of them, by number. */
  public static final String ALL = "Server.all";

  /** A sign of life of {@code :id}; no row when others hold it for dead. */
  public static final String BEAT = "Server.beat";

  /** Nothing was heard of {@code :id} since {@code :beat}. */
  public static final String GONE = "Server.gone";

  /** It is known that {@code :id} has ended. */
  public static final String STOPPED = "Server.stopped";

  /** Forgets those that ended {@code :before}. */
  public static final String FORGET = "Server.forget";

  /** The longest text of facts. */
  public static final int MAX_FACTS = 4_000;

  private static final int MAX_BUILD = 60;
  private static final int MAX_NAME = 255;

  /** What is known of a server. */
  public enum State {
    /** From its start on. */
    UP,
    /** From UP: it was stopped, or is known not to run any more. */
    STOPPED,
    /** From UP: nothing was heard of it, though it may still run. */
    GONE
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "node_seq")
  @SequenceGenerator(name = "node_seq", sequenceName = "node_seq", allocationSize = 1)
  private long id;

  private String name;
  private String build;

  @Enumerated(EnumType.STRING)
  private State state = State.UP;

  private long beat;

  @Column(name = "started_at")
  private long started;

  @Column(name = "ended_at")
  private long ended;

  private String facts = "";

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Server() {}

  /** A server that starts. */
  public Server(String name, String build, Instant now) {
    this.name = name.substring(0, Math.min(name.length(), MAX_NAME));
    this.build = build.substring(0, Math.min(build.length(), MAX_BUILD));
    this.started = now.toEpochMilli();
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** The version of the program. */
  public String build() {
    return build;
  }

  public State state() {
    return state;
  }

  /** How many signs of life there were. */
  public long beat() {
    return beat;
  }

  public Instant started() {
    return Instant.ofEpochMilli(started);
  }

  /** When it ended, or that was noticed; the year 1970 when it has not. */
  public Instant ended() {
    return Instant.ofEpochMilli(ended);
  }

  /** What it told of itself last: lines of a name, a blank and a number. */
  public String facts() {
    return facts;
  }
}
