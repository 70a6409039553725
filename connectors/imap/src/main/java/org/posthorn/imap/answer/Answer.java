package org.posthorn.imap.answer;

/** What a handler answers: that it is done, or work that goes on. */
public sealed interface Answer permits Completion, Work, Dialogue {}
