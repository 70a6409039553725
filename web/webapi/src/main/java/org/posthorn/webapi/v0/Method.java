package org.posthorn.webapi.v0;

import java.util.Arrays;
import java.util.Optional;
import org.posthorn.apikeys.value.KeyScope;

/** A method that applications call, and what its page says of it. */
enum Method {
  SEND(
      "Send",
      KeyScope.SEND,
      "Sends a message to all of its recipients. Files may also come as parts of the form, named"
          + " alternativefile, inlinefile or attachedfile.",
      """
      {
        "From": [{"Name": "Ann", "Address": "ann@posthorn.test"}],
        "To": [{"Name": "Bob", "Address": "bob@posthorn.test"}],
        "CC": [],
        "BCC": [],
        "ReplyTo": [],
        "References": [],
        "Subject": "Hello",
        "Text": "Good morning\\n",
        "HTML": "<p>Good morning</p>",
        "Extra": {"order": "4711"},
        "Headers": [["X-Department", "Sales"]],
        "AlternativeFiles": [],
        "InlineFiles": [],
        "AttachedFiles": [
          {"Name": "a.txt", "ContentType": "text/plain", "ContentID": "", "Data": "aGVsbG8K"}
        ],
        "RequireTLS": null,
        "FutureRelease": null,
        "SaveSent": true
      }\
      """),
  SUPPRESSION_LIST(
      "SuppressionList",
      KeyScope.SUPPRESSION,
      "Lists the addresses to which no mail of the account goes.",
      "{}"),
  SUPPRESSION_ADD(
      "SuppressionAdd",
      KeyScope.SUPPRESSION,
      "From now on no mail of the account goes to an address.",
      """
      {"EmailAddress": "bob@example.org", "Manual": true, "Reason": "asked to be left alone"}\
      """),
  SUPPRESSION_REMOVE(
      "SuppressionRemove",
      KeyScope.SUPPRESSION,
      "Lets mail go to an address again.",
      """
      {"EmailAddress": "bob@example.org"}\
      """),
  SUPPRESSION_PRESENT(
      "SuppressionPresent",
      KeyScope.SUPPRESSION,
      "Says whether an address gets no mail of the account.",
      """
      {"EmailAddress": "bob@example.org"}\
      """),
  MESSAGE_GET("MessageGet", KeyScope.READ, "Gives a message in parts.", Method.ID),
  MESSAGE_RAW_GET("MessageRawGet", KeyScope.READ, "Gives a message as it came.", Method.ID),
  MESSAGE_PART_GET(
      "MessagePartGet",
      KeyScope.READ,
      "Gives one part of a message, decoded. The path counts from 0 and leads down from the whole"
          + " message.",
      """
      {"MsgID": 1, "PartPath": [0, 1]}\
      """),
  MESSAGE_DELETE("MessageDelete", KeyScope.WRITE, "Deletes a message for ever.", Method.ID),
  MESSAGE_FLAGS_ADD(
      "MessageFlagsAdd", KeyScope.WRITE, "Adds flags to a message.", Method.ID_AND_FLAGS),
  MESSAGE_FLAGS_REMOVE(
      "MessageFlagsRemove", KeyScope.WRITE, "Removes flags of a message.", Method.ID_AND_FLAGS),
  MESSAGE_MOVE(
      "MessageMove",
      KeyScope.WRITE,
      "Moves a message to a mailbox.",
      """
      {"MsgID": 1, "DestMailboxName": "Archive"}\
      """);

  private static final String ID = "{\"MsgID\": 1}";
  private static final String ID_AND_FLAGS = "{\"MsgID\": 1, \"Flags\": [\"\\\\Seen\", \"done\"]}";

  private final String name;
  private final KeyScope scope;
  private final String purpose;
  private final String example;

  Method(String name, KeyScope scope, String purpose, String example) {
    this.name = name;
    this.scope = scope;
    this.purpose = purpose;
    this.example = example;
  }

  /** The method of a name. */
  static Optional<Method> named(String name) {
    return Arrays.stream(values()).filter(method -> method.name.equals(name)).findFirst();
  }

  String word() {
    return name;
  }

  /** What a key must let do. */
  KeyScope scope() {
    return scope;
  }

  String purpose() {
    return purpose;
  }

  /** A request. */
  String example() {
    return example;
  }
}
