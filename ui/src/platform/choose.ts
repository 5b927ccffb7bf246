/** The road this window travels: the desktop's inside Tauri, the browser's everywhere else. */
import { isTauri } from '@tauri-apps/api/core';
import { http } from './http';
import type { Road } from './road';
import { tauri } from './tauri';

const isDesktop: boolean = isTauri();
export const road: Road = isDesktop ? tauri : http;
