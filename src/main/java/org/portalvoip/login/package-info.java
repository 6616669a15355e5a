/**
 * Who may sign in and how: accounts, roles, the check of a password and its throttle, the two ways in (form and HTTP
 * Basic), and their screens. The package does not know what is administered.
 */
package org.portalvoip.login;
