/** The rows about what accounts may send. */
@NullMarked
package org.posthorn.submission.entity;

import org.jspecify.annotations.NullMarked;
