/** A breach of the rules, for the test of the rules. */
@NullMarked
package org.posthorn.planter.boundary;

import org.jspecify.annotations.NullMarked;
