/** A breach of the rules, for the test of the rules. */
@NullMarked
package org.posthorn.planted.control;

import org.jspecify.annotations.NullMarked;
