/** What is remembered of senders, and what accounts and domains want. */
@NullMarked
package org.posthorn.filtering.entity;

import org.jspecify.annotations.NullMarked;
