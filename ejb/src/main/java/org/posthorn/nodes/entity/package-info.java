/** The servers of this installation as rows. */
@NullMarked
package org.posthorn.nodes.entity;

import org.jspecify.annotations.NullMarked;
