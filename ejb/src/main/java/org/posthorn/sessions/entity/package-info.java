/** Sessions as they are stored. */
@NullMarked
package org.posthorn.sessions.entity;

import org.jspecify.annotations.NullMarked;
