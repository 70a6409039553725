/** The marks of servers as rows. */
@NullMarked
package org.posthorn.restores.entity;

import org.jspecify.annotations.NullMarked;
